import { describe, expect, test } from "@jest/globals";
import { drawStateDiagram } from "../../../../functions/build/state-diagram.ts";

const lambda = "arn:aws:states:::lambda:invoke";
const all = ["States.ALL"];

/** The lines of the picture, without their indentation. */
const drawn = (machine: Parameters<typeof drawStateDiagram>[0]): string[] =>
  drawStateDiagram(machine)
    .split("\n")
    .map((line) => line.trim());

describe("the picture of a state machine", () => {
  test("goes from the start through each state to the end", () => {
    const machine = {
      StartAt: "First Step",
      States: {
        "First Step": { Type: "Task", Resource: lambda, Next: "Last" },
        Last: { Type: "Task", Resource: lambda, End: true },
      },
    };
    expect(drawn(machine)).toEqual([
      "stateDiagram-v2",
      'state "First Step" as FirstStep',
      'state "Last" as Last',
      "[*] --> FirstStep",
      "FirstStep --> Last",
      "Last --> [*]",
    ]);
  });

  test("says on which condition a way is taken", () => {
    const machine = {
      StartAt: "Is It Public?",
      States: {
        "Is It Public?": {
          Type: "Choice",
          Choices: [{ Variable: "$.prepared.type", StringEquals: "web", Next: "Public" }],
          Default: "Done",
        },
        Public: { Type: "Pass", Next: "Done" },
        Done: { Type: "Succeed" },
      },
    };
    expect(drawn(machine)).toEqual(
      expect.arrayContaining(["IsItPublic --> Public : type is web", "IsItPublic --> Done : else", "Done --> [*]"]),
    );
  });

  test("shows where an error leads, and that some change nothing", () => {
    const machine = {
      StartAt: "Service",
      States: {
        Service: { Type: "Task", Catch: [{ ErrorEquals: all, Next: "Undo" }], End: true },
        Undo: { Type: "Task", Catch: [{ ErrorEquals: all, Next: "Failed" }], Next: "Failed" },
        Failed: { Type: "Fail" },
      },
    };
    const lines = drawn(machine);
    expect(lines).toEqual(expect.arrayContaining(["Service --> Undo : error", "Undo --> Failed : error or not"]));
    expect(lines.filter((line) => line.startsWith("Undo -->"))).toHaveLength(1);
  });

  test("puts what runs side by side into regions of one state", () => {
    const branch = (name: string) => ({ StartAt: name, States: { [name]: { Type: "Pass", End: true } } });
    const machine = {
      StartAt: "Both",
      States: { Both: { Type: "Parallel", Branches: [branch("Left"), branch("Right")], End: true } },
    };
    const lines = drawn(machine);
    expect(lines.slice(1, lines.indexOf("}") + 1)).toEqual([
      'state "Both" as Both {',
      'state "Left" as Left',
      "[*] --> Left",
      "Left --> [*]",
      "--",
      'state "Right" as Right',
      "[*] --> Right",
      "Right --> [*]",
      "}",
    ]);
  });

  test("marks where the machine waits for an answer from outside", () => {
    const machine = {
      StartAt: "Await",
      States: { Await: { Type: "Task", Resource: `${lambda}.waitForTaskToken`, End: true } },
    };
    expect(drawn(machine)).toContain("Await : waits for its task token");
  });
});
