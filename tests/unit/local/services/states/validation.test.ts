import { describe, expect, test } from "@jest/globals";
import { describeDiagnostic, validate } from "../../../../../local/services/states/language/validate/validate.ts";
import { functionArn, single, statesHarness } from "./harness.ts";

const problems = (definition: object) => validate(JSON.stringify(definition)).diagnostics.map(describeDiagnostic);
const schema = "SCHEMA_VALIDATION_FAILED";
const target = "MISSING_TRANSITION_TARGET";
const task = { Type: "Task", Resource: functionArn("f") };

describe("a definition is refused", () => {
  const cases: readonly [what: string, definition: object, problem: string][] = [
    ["without states", { StartAt: "A" }, `${schema}: These fields are required: [States] at /`],
    ["empty", {}, `${schema}: These fields are required: [States, StartAt] at /`],
    [
      "that starts nowhere",
      { StartAt: "B", States: { A: { Type: "Succeed" } } },
      `${target}: Missing 'Next' target: B at /StartAt`,
    ],
    [
      "with a state that leads nowhere",
      { StartAt: "A", States: { A: { Type: "Pass", Next: "B" } } },
      `${target}: Missing 'Next' target: B at /States/A/Next`,
    ],
    [
      "with a catcher that leads nowhere",
      single({ ...task, Catch: [{ ErrorEquals: ["States.ALL"], Next: "B" }] }),
      `${target}: Missing 'Next' target: B at /States/Only/Catch[0]/Next`,
    ],
    [
      "with a state that nothing leads to",
      { StartAt: "A", States: { A: { Type: "Succeed" }, B: { Type: "Succeed" } } },
      `${target}: State "B" is not reachable. at /States/B`,
    ],
    [
      "with neither Next nor End",
      { StartAt: "A", States: { A: { Type: "Pass" } } },
      `${schema}: Exactly one of these fields is required: [Next, End] at /States/A`,
    ],
    ["with an unknown type", single({ Type: "Loop" }), `${schema}: Value must be one of [Task, Pass, `],
    [
      "with an unknown field",
      single({ Type: "Pass", Foo: 1 }),
      `${schema}: Field is not supported at /States/Only/Foo`,
    ],
    [
      "in JSONata",
      { ...single({ Type: "Pass" }), QueryLanguage: "JSONata" },
      `${schema}: The query language 'JSONata'`,
    ],
    ["with a state in JSONata", single({ Type: "Pass", QueryLanguage: "JSONata" }), "'JSONata' is not implemented"],
    ["with variables", single({ Type: "Pass", Assign: {} }), "Variables (Assign) are not implemented"],
    ["with a bad path", single({ Type: "Pass", InputPath: "a" }), `${schema}: Value is not a valid JSONPath`],
    ["with a ResultPath to many", single({ Type: "Pass", ResultPath: "$[*]" }), "Value is not a Reference Path"],
    [
      "with a bad template",
      single({ Type: "Pass", Parameters: { "a.$": "b" } }),
      "The value for the field 'a.$' must be a valid JSONPath or a valid intrinsic function call",
    ],
    [
      "with a bad function",
      single({ Type: "Pass", Parameters: { "a.$": "States.Nope()" } }),
      "valid intrinsic function",
    ],
    ["without Resource", single({ Type: "Task" }), `${schema}: These fields are required: [Resource]`],
    ["with a bad Resource", single({ Type: "Task", Resource: "f" }), "Value is not a valid resource ARN"],
    ["with no choices", { StartAt: "A", States: { A: { Type: "Choice", Choices: [] } } }, "Expected a non-empty Array"],
    [
      "with two operators in a rule",
      {
        StartAt: "A",
        States: { A: { Type: "Choice", Choices: [{ Variable: "$", IsNull: true, IsString: true, Next: "A" }] } },
      },
      "exactly one of And, Or, Not or a comparison operator",
    ],
    [
      "with an operand of another type",
      { StartAt: "A", States: { A: { Type: "Choice", Choices: [{ Variable: "$", NumericEquals: "1", Next: "A" }] } } },
      "Expected a value of type number",
    ],
    ["with a Wait for nothing", single({ Type: "Wait" }), "Exactly one of these fields is required: [Seconds"],
    [
      "with States.ALL before others",
      single({ ...task, Retry: [{ ErrorEquals: ["States.ALL"] }, { ErrorEquals: ["A"] }] }),
      "States.ALL must appear alone, and in the last entry at /States/Only/Retry[0]/ErrorEquals",
    ],
    [
      "with a slow heartbeat",
      single({ ...task, TimeoutSeconds: 5, HeartbeatSeconds: 5 }),
      "smaller than TimeoutSeconds",
    ],
    [
      "with a state's name twice",
      single({ Type: "Parallel", Branches: [single({ Type: "Pass" })] }),
      "DUPLICATE_STATE_NAME: Duplicate State name: Only at /States/Only/Branches[0]/States/Only",
    ],
    [
      "with a distributed Map",
      single({ Type: "Map", ItemReader: {}, Iterator: single({ Type: "Pass" }) }),
      "Distributed Map",
    ],
  ];

  test.each(cases)("%s", (_, definition, problem) => {
    expect(problems(definition).join("\n")).toContain(problem);
  });

  test("as CreateStateMachine words it", async () => {
    await expect(statesHarness().create({ StartAt: "A" })).rejects.toMatchObject({
      code: "InvalidDefinition",
      message: "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: These fields are required: [States] at /'",
    });
  });
});

describe("ValidateStateMachineDefinition", () => {
  test("tells all that is wrong, or that nothing is", async () => {
    const { run } = statesHarness();
    const ask = (definition: object) =>
      run("ValidateStateMachineDefinition", { definition: JSON.stringify(definition) });
    expect(await ask(single({ Type: "Pass" }))).toEqual({ result: "OK", diagnostics: [], truncated: false });
    expect(await ask({ StartAt: "A", States: { A: { Type: "Pass", Next: "B" } } })).toMatchObject({
      result: "FAIL",
      diagnostics: [{ severity: "ERROR", code: target, location: "/States/A/Next" }],
    });
  });
});
