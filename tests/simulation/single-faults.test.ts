import { describe } from "@jest/globals";
import { holdSingleFaults } from "./hold-single-faults.ts";

describe("every single fault, the first half of the stories", () => holdSingleFaults("first"));
