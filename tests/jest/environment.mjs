import vm from "node:vm";
import { TestEnvironment } from "jest-environment-node";

const { createContext } = vm;

/**
 * Jest's environment for Node, in a context of the plain kind: the kind that jest asks for answers each look at a global
 * (`Math`, `Object`, `JSON`) through an interceptor, which makes code in a test many times slower than it is.
 */
export default class PlainEnvironment extends TestEnvironment {
  constructor(config, context) {
    vm.createContext = () => createContext(vm.constants.DONT_CONTEXTIFY);
    try {
      super(config, context);
    } finally {
      vm.createContext = createContext;
    }
  }
}
