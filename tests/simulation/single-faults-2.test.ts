import { describe } from "@jest/globals";
import { holdSingleFaults } from "./hold-single-faults.ts";

describe("every single fault, the second half of the stories", () => holdSingleFaults("second"));
