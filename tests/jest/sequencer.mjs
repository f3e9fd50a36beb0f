import Sequencer from "@jest/test-sequencer";

/** What takes minutes comes first, so that no core is idle while another one ends it. */
const longest = ["random-worlds", "single-faults-2", "single-faults", "scenario/packaged", "simulation/"];

export default class LongestFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => {
      const found = longest.findIndex((part) => path.includes(part));
      return found < 0 ? longest.length : found;
    };
    return [...tests].sort((one, other) => rank(one) - rank(other) || (one.path < other.path ? -1 : 1));
  }
}
