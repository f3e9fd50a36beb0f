import fc from "fast-check";
import type { ChatCommand } from "../../../../shared/chatops/command.ts";
import { grammar, otherVerbs, verbs } from "../../../../shared/chatops/grammar.ts";
import { asOneLine } from "../../../../shared/chatops/tokens.ts";
import { imagePattern } from "../../../../shared/model/image-reference.ts";
import { serviceNamePattern } from "../../../../shared/model/service-name.ts";

const text = (maxLength: number) =>
  fc
    .oneof(fc.string({ unit: "grapheme", maxLength }), fc.string({ unit: "binary", maxLength }), fc.lorem())
    .map((drawn) => asOneLine(drawn).slice(0, maxLength).toWellFormed().trim())
    .filter((drawn) => drawn !== "");

const service = fc.oneof(
  fc.constantFrom("orders", "a", "because", "since", "help"),
  fc.stringMatching(/^[a-z]([a-z0-9-]{0,22}[a-z0-9])?$/).filter((drawn) => serviceNamePattern.test(drawn)),
);
const image = fc.oneof(
  fc.constantFrom("nginx:1.27", "123456789012.dkr.ecr.us-east-1.amazonaws.com/shop/orders:1.4"),
  fc.stringMatching(imagePattern).filter((drawn) => drawn.length <= 512),
);
const deploymentId = fc.stringMatching(/^[a-z0-9-]{1,64}$/);

const draws: Readonly<Record<string, fc.Arbitrary<string | number>>> = {
  service: service.filter((drawn) => drawn !== "because"),
  "service or *": fc.oneof(
    fc.constant("*"),
    service.filter((drawn) => drawn !== "because"),
  ),
  image: image.filter((drawn) => drawn !== "because"),
  count: fc.oneof(fc.constant("auto"), fc.integer({ min: 0, max: 1000 })),
  release: fc.integer({ min: 1, max: 99_999_999 }),
  "deployment id": deploymentId.filter((drawn) => drawn !== "because"),
  duration: fc
    .tuple(fc.integer({ min: 1, max: 999_999 }), fc.constantFrom("s", "m", "h", "d"))
    .map(([n, unit]) => `${n}${unit}`),
  text: text(1024).filter((drawn) => !["because", "since", "filter"].includes(drawn.toLowerCase())),
  command: fc.constantFrom(...verbs),
};

/** Any command of the grammar, each member drawn from all that it may be. */
export const anyCommand: fc.Arbitrary<ChatCommand> = fc.constantFrom(...verbs).chain((verb) => {
  const { words, clauses = [], reason } = grammar[verb];
  const members: Record<string, fc.Arbitrary<unknown>> = { command: fc.constant(verb) };
  for (const { member, value, optional } of words) {
    const drawn = draws[value] as fc.Arbitrary<unknown>;
    members[member] = optional ? fc.option(drawn, { nil: undefined }) : drawn;
  }
  for (const { member, value } of clauses)
    members[member] = fc.option(value ? (draws[value] as fc.Arbitrary<unknown>) : fc.constant(true), {
      nil: undefined,
    });
  if (reason) members.reason = reason === "required" ? text(500) : fc.option(text(500), { nil: undefined });
  return fc.record(members).map((drawn) => withoutAbsent(drawn) as ChatCommand);
});

/** Words that mean something somewhere, in no order. */
const words = fc.constantFrom(
  ...verbs,
  ...Object.keys(otherVerbs),
  ...["orders", "Orders", "nginx:1.27", "because", "Because", "since", "filter", "supersede", "auto", "4", "10m", "*"],
  ...[
    '"a b"',
    "“a b”",
    '"',
    "”",
    "\\",
    "d-1",
    "--",
    "—reason",
    "<!channel>",
    "<@U1|a>",
    "&amp;",
    "../..",
    "\n",
    "\u00a0",
  ],
);

/** Lines of all kinds: noise, words of the grammar in any order, and commands with something changed. */
export const anyLine: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: "binary", maxLength: 80 }),
  fc.string({ unit: "grapheme", maxLength: 80 }),
  fc.array(words, { maxLength: 8 }).map((drawn) => drawn.join(" ")),
  fc
    .tuple(fc.constantFrom(...verbs), fc.array(words, { maxLength: 5 }))
    .map(([verb, rest]) => [verb, ...rest].join(" ")),
  fc.tuple(fc.constantFrom(...verbs), fc.nat({ max: 60 }), words).map(([verb, at, word]) => {
    const line = grammar[verb].example;
    return `${line.slice(0, at)}${word}${line.slice(at)}`;
  }),
  fc.tuple(fc.constantFrom(...verbs), text(40)).map(([verb, rest]) => `${grammar[verb].example} ${rest}`),
);

function withoutAbsent(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}
