/**
 * Stands in for parts of the SDK which no function of ours can reach (event streams, multi-region signing).
 * CommonJS, so that any name can be imported from it; making one of its classes fails at once and says so.
 */
module.exports = new Proxy(
  {},
  {
    get: (_target, name) => {
      if (name === "__esModule" || typeof name === "symbol") return undefined;
      return class {
        constructor() {
          throw new Error(`${name} is not part of this bundle: see functions/build/bundle.ts.`);
        }
      };
    },
  },
);
