import assert from "node:assert/strict";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { ChatCommand } from "../../../../shared/chatops/command.ts";
import { grammar, otherVerbs, usageOf, verbs } from "../../../../shared/chatops/grammar.ts";
import { parse } from "../../../../shared/chatops/parse.ts";
import { plainText } from "../../../../shared/chatops/plain-text.ts";
import { render } from "../../../../shared/chatops/render.ts";
import { anyCommand, anyLine } from "./generators.ts";

describe("a line that is a command", () => {
  test.each<[string, ChatCommand]>([
    ["", { command: "help" }],
    ["status", { command: "status" }],
    ["Status orders", { command: "status", service: "orders" }],
    ["  scale\torders   4 ", { command: "scale", service: "orders", count: 4 }],
    ["scale orders AUTO", { command: "scale", service: "orders", count: "auto" }],
    ["deploy orders shop/orders:1.4", { command: "deploy", service: "orders", image: "shop/orders:1.4" }],
    [
      "deploy orders shop/orders:1.4 Supersede because  it “mends” & more",
      {
        command: "deploy",
        service: "orders",
        image: "shop/orders:1.4",
        supersede: true,
        reason: "it “mends” & more",
      },
    ],
    ["rollback orders 7", { command: "rollback", service: "orders", release: 7 }],
    [
      "rollback orders because because is a reason",
      { command: "rollback", service: "orders", reason: "because is a reason" },
    ],
    ["logs orders filter ERROR since 10m", { command: "logs", service: "orders", since: "10m", filter: "ERROR" }],
    [
      'logs orders filter "out of \\"memory\\" because"',
      { command: "logs", service: "orders", filter: 'out of "memory" because' },
    ],
    ["logs orders filter “out of memory”", { command: "logs", service: "orders", filter: "out of memory" }],
    ["lock * because\nfreeze", { command: "lock", service: "*", reason: "freeze" }],
    ["approve d-1 because fine", { command: "approve", deploymentId: "d-1", reason: "fine" }],
    ["help Deploy", { command: "help", about: "deploy" }],
  ])("%j is read", (line, command) => {
    expect(parse(line)).toEqual({ command });
  });

  test.each(verbs)("%s has an example that is one, as it would be rendered", (verb) => {
    const { command } = parse(grammar[verb].example);
    expect(command?.command).toBe(verb);
    expect(render(command as ChatCommand)).toBe(grammar[verb].example);
  });
});

describe("a line that is none says why, and what was meant", () => {
  test.each([
    ["stauts orders", /no command stauts/, "status orders"],
    ["delete orders", /no command delete/, "remove orders"],
    ["orders deploy shop/orders:2", /no command orders/, "deploy orders shop/orders:2"],
    ["scale Orders 4", /service Orders cannot be one/, "scale orders 4"],
    ["restart orders --reason slow", /--reason is too much for restart/, "restart orders because slow"],
    ["deploy orders shop/orders:2 superseed", /superseed is too much/, "deploy orders shop/orders:2 supersede"],
    ["scale orders many", /count many cannot be one: it must be a whole number from 0 to 1000/, undefined],
    ["scale orders 1001", /from 0 to 1000/, undefined],
    [
      "deploy orders",
      /deploy wants an image: say `deploy SERVICE IMAGE \[supersede\] \[break-glass\] \[because REASON\]`/,
      undefined,
    ],
    ["lock orders", /lock wants a reason/, undefined],
    ["lock orders because", /reason must follow/, undefined],
    ["status orders because", /status takes no reason/, undefined],
    ["logs orders since 10m since 5m", /since stands there twice/, undefined],
    ["logs orders since", /since wants a duration after it/, undefined],
    ['logs orders filter "never ends', /quotation that begins at character 20 has no end/, undefined],
    ["remove ../../etc/passwd", /service \.\.\/\.\.\/etc\/passwd cannot be one/, undefined],
    ["remove orders everything", /everything is too much for remove/, undefined],
    ["help me", /no command me/, undefined],
    ["__proto__ orders", /no command __proto__/, undefined],
    ["constructor", /no command constructor/, undefined],
    [`restart orders because ${"x".repeat(501)}`, /501 characters, and 500 are the most/, undefined],
    ["x".repeat(3001), /3001 characters/, undefined],
  ])("%j", (line, problem, suggestion) => {
    const parsed = parse(line);
    expect(parsed.problem).toMatch(problem);
    expect(parsed.command).toBeUndefined();
    expect("suggestion" in parsed ? parsed.suggestion : undefined).toBe(suggestion);
  });

  test("every verb of another tool leads to one of ours", () => {
    for (const [word, verb] of Object.entries(otherVerbs)) {
      const rest = grammar[verb].example.slice(verb.length).trim();
      expect(parse(`${word} ${rest}`)).toMatchObject({ suggestion: grammar[verb].example });
    }
  });
});

describe("whatever is written", () => {
  test("a generated command is read back from its line as the same", () => {
    fc.assert(
      fc.property(anyCommand, (command) => {
        assert.deepStrictEqual(parse(render(command)), { command });
      }),
      { numRuns: 20_000 },
    );
  });

  test("100,000 lines crash nothing, and each that is accepted is the line of the command that it became", () => {
    let accepted = 0;
    fc.assert(
      fc.property(anyLine, (line) => {
        const parsed = parse(plainText(line));
        if (parsed.command === undefined) {
          if (parsed.suggestion !== undefined && parse(parsed.suggestion).command === undefined)
            throw new Error(`suggests what is no command: ${parsed.suggestion}`);
          return;
        }
        accepted++;
        const canonical = render(parsed.command);
        assert.deepStrictEqual(parse(canonical), parsed);
      }),
      { numRuns: 100_000 },
    );
    // A fuzz that never gets past the door proves little.
    expect(accepted).toBeGreaterThan(10_000);
  });
});

describe("Slack's own way of writing", () => {
  test.each([
    ["deploy orders &lt;b&gt; &amp;amp;", "deploy orders <b> &amp;"],
    [
      "deploy orders <http://123456789012.dkr.ecr.us-east-1.amazonaws.com/o:1|123456789012.dkr.ecr.us-east-1.amazonaws.com/o:1>",
      "deploy orders 123456789012.dkr.ecr.us-east-1.amazonaws.com/o:1",
    ],
    [
      "lock orders because see <https://shop.example/a?b=1&amp;c=2>",
      "lock orders because see https://shop.example/a?b=1&c=2",
    ],
    [
      "lock orders because <@U0123ABCD|ann> asks in <#C0123ABCD|ops>",
      "lock orders because @U0123ABCD asks in #C0123ABCD",
    ],
    ["lock orders because <!channel>", "lock orders because !channel"],
    ["a <> b < c", "a <> b < c"],
  ])("%j is what was typed", (sent, typed) => {
    expect(plainText(sent)).toBe(typed);
  });
});

test("how a command is said follows from its rule", () => {
  expect(usageOf("lock")).toBe("lock SERVICE|* because REASON");
  expect(usageOf("logs")).toBe("logs SERVICE [since DURATION] [filter TEXT]");
  expect(usageOf("cancel")).toBe("cancel DEPLOYMENT_ID [because REASON]");
});
