import { describe } from "@jest/globals";
import { holdSingleFaults } from "./hold-single-faults.ts";

describe("every single fault, the last third of the stories", () => holdSingleFaults(2));
