import { functionArn, Thrown } from "./harness.ts";

/** Functions that the corpus calls, the same for both interpreters. */
export const handlers = {
  echo: (payload: unknown) => payload,
  sum: ({ a, b }: { a: number; b: number }) => a + b,
  bad: () => {
    throw new Thrown("Broken", "it broke");
  },
};

export interface Sample {
  readonly what: string;
  readonly definition: { StartAt: string; States: Record<string, State> };
  readonly input: unknown;
  /** Why aws-local-stepfunctions answers otherwise. Given: the two must differ. */
  readonly differs?: string;
}

type State = Record<string, unknown> & { Type: string };

const only = (state: State): Sample["definition"] => ({ StartAt: "Only", States: { Only: { ...state, End: true } } });
const input = {
  name: "Ann",
  n: 5,
  zero: 0,
  no: false,
  empty: "",
  nothing: null,
  list: [3, 1, 2],
  deep: { a: { b: [1, { c: 2 }] } },
  items: [
    { id: "x", n: 1 },
    { id: "y", n: 2 },
  ],
  when: "2026-01-02T03:04:05Z",
};

const pass = (state: Omit<State, "Type">, differs?: string): Sample => ({
  what: `Pass ${JSON.stringify(state)}`,
  definition: only({ Type: "Pass", ...state }),
  input,
  ...(differs && { differs }),
});

const choose = (rule: Record<string, unknown>, differs?: string): Sample => ({
  what: `Choice ${JSON.stringify(rule)}`,
  definition: {
    StartAt: "Which",
    States: {
      Which: { Type: "Choice", Choices: [{ ...rule, Next: "Yes" }], Default: "No" },
      Yes: { Type: "Pass", Result: "yes", End: true },
      No: { Type: "Pass", Result: "no", End: true },
    },
  },
  input,
  ...(differs && { differs }),
});

const evaluate = (expression: string, differs?: string): Sample => ({
  what: expression,
  definition: only({ Type: "Pass", Parameters: { "x.$": expression } }),
  input,
  ...(differs && { differs }),
});

const task = (name: string, state: Omit<State, "Type">): State => ({
  Type: "Task",
  Resource: functionArn(name),
  ...state,
});

const falsyResult = "a fixed result that is falsy counts as none there";
const negatedTest = "a test of a kind or of presence that is asked to be false never matches there";

const passes: readonly Sample[] = [
  pass({}),
  pass({ Result: { a: 1 } }),
  pass({ Result: [1, 2], ResultPath: "$.r" }),
  pass({ Result: 1, ResultPath: "$.deep.a.x" }),
  pass({ Result: 1, ResultPath: "$.new.path.here" }),
  pass({ Result: 1, ResultPath: null }),
  pass({ Result: 0 }, falsyResult),
  pass({ Result: false, ResultPath: "$.r" }, falsyResult),
  pass({ Result: null }, falsyResult),
  pass({ Result: "" }, falsyResult),
  pass({ InputPath: "$.deep" }),
  pass({ InputPath: "$.deep.a.b[1].c" }),
  pass({ InputPath: null }),
  pass({ OutputPath: "$.name" }),
  pass({ OutputPath: null }),
  pass({ OutputPath: "$.zero" }),
  pass({ OutputPath: "$.nothing" }),
  pass({ InputPath: "$.list[1:]" }),
  pass({ InputPath: "$.list[*]" }),
  pass({ InputPath: "$.list[0,2]" }),
  pass({ InputPath: "$.items[*].id" }),
  pass({ InputPath: "$..c" }),
  pass({ InputPath: "$.items[?(@.n > 1)]" }),
  pass({ InputPath: "$.items[?(@.n > 9)]" }, "a filter that nothing passes is an error there, an empty list on AWS"),
  pass({ InputPath: "$['name']" }),
  pass({ Parameters: { "a.$": "$.n", b: { "c.$": "$.list[0]", d: 1 } }, ResultPath: "$.p" }),
  pass({ Parameters: { "zero.$": "$.zero", "no.$": "$.no", "empty.$": "$.empty", "nothing.$": "$.nothing" } }),
  pass({ Parameters: { "id.$": "$$.Execution.Input.name" } }),
  pass({ Parameters: { "missing.$": "$.missing" } }),
  pass({ InputPath: "$.missing" }),
];

const choices: readonly Sample[] = [
  choose({ Variable: "$.name", StringEquals: "Ann" }),
  choose({ Variable: "$.name", StringGreaterThanPath: "$.empty" }),
  choose({ Variable: "$.empty", StringEquals: "" }),
  choose({ Variable: "$.name", StringMatches: "A*" }),
  choose({ Variable: "$.name", StringMatches: "B*" }),
  choose({ Variable: "$.n", NumericEquals: 5 }),
  choose({ Variable: "$.zero", NumericEquals: 0 }),
  choose({ Variable: "$.zero", NumericLessThanPath: "$.n" }),
  choose({ Variable: "$.n", NumericGreaterThanEquals: 6 }),
  choose({ Variable: "$.name", NumericEquals: 5 }),
  choose({ Variable: "$.no", BooleanEquals: false }),
  choose({ Variable: "$.no", BooleanEqualsPath: "$.no" }),
  choose({ Variable: "$.when", TimestampLessThan: "2027-01-01T00:00:00Z" }),
  choose({ Variable: "$.when", TimestampEquals: "2026-01-02T04:04:05+01:00" }),
  choose({ Variable: "$.nothing", IsNull: true }),
  choose({ Variable: "$.name", IsNull: false }, negatedTest),
  choose({ Variable: "$.nothing", IsPresent: true }),
  choose({ Variable: "$.missing", IsPresent: false }, negatedTest),
  choose({ Variable: "$.missing", IsPresent: true }),
  choose({ Variable: "$.n", IsNumeric: true }),
  choose({ Variable: "$.n", IsString: false }, negatedTest),
  choose({ Variable: "$.when", IsTimestamp: true }),
  choose({ Not: { Variable: "$.n", NumericEquals: 5 } }),
  choose({
    And: [
      { Variable: "$.n", IsNumeric: true },
      { Variable: "$.n", NumericGreaterThan: 4 },
    ],
  }),
  choose({
    Or: [
      { Variable: "$.n", NumericLessThan: 4 },
      { Variable: "$.no", BooleanEquals: true },
    ],
  }),
];

const functions: readonly Sample[] = [
  evaluate("States.Format('{} is {}', $.name, $.n)"),
  evaluate("States.Format('{}', $.nothing)"),
  evaluate("States.Array(1, 'two', $.n, null, false)"),
  evaluate("States.ArrayPartition($.list, 2)"),
  evaluate("States.ArrayContains($.list, 2)"),
  evaluate("States.ArrayContains($.list, 9)"),
  evaluate("States.ArrayRange(1, 9, 2)"),
  evaluate("States.ArrayGetItem($.list, 0)"),
  evaluate("States.ArrayLength($.list)"),
  evaluate("States.ArrayUnique(States.Array(1, 1, 2))"),
  evaluate("States.Base64Encode($.name)"),
  evaluate("States.Base64Decode('QW5u')"),
  evaluate("States.Hash($.name, 'SHA-256')"),
  evaluate("States.JsonMerge($.deep, States.StringToJson('{\"a\":1}'), false)"),
  evaluate("States.JsonToString($.deep)"),
  evaluate("States.StringToJson('[1,{\"a\":null}]')"),
  evaluate("States.MathAdd($.n, -2)"),
  evaluate("States.MathAdd($.zero, 0)"),
  evaluate("States.StringSplit('a,b', ',')"),
  evaluate("States.StringSplit('a,b;c', ',;')", "the separator is one string there, a set of characters on AWS"),
];

/** Whole machines, with every kind of state that both interpreters know. */
export const machines: readonly Sample[] = [
  { what: "a Task", definition: only(task("sum", { ResultPath: "$.s" })), input: { a: 1, b: 2 } },
  {
    what: "a Task with Parameters and ResultSelector",
    definition: only(task("echo", { Parameters: { "v.$": "$.n" }, ResultSelector: { "w.$": "$.v" } })),
    input,
  },
  { what: "a Task that fails", definition: only(task("bad", {})), input },
  {
    what: "a Task whose failure is caught",
    definition: {
      StartAt: "T",
      States: {
        T: task("bad", { Catch: [{ ErrorEquals: ["Broken"], ResultPath: "$.e", Next: "C" }], End: true }),
        C: { Type: "Pass", Parameters: { "error.$": "$.e.Error", "name.$": "$.name" }, End: true },
      },
    },
    input,
  },
  {
    what: "a Task whose failure no catcher names",
    definition: {
      StartAt: "T",
      States: {
        T: task("bad", { Catch: [{ ErrorEquals: ["Other"], Next: "C" }], End: true }),
        C: { Type: "Succeed" },
      },
    },
    input,
  },
  {
    what: "a Task whose failure States.TaskFailed names",
    definition: {
      StartAt: "T",
      States: {
        T: task("bad", { Catch: [{ ErrorEquals: ["States.TaskFailed"], ResultPath: null, Next: "C" }], End: true }),
        C: { Type: "Succeed", OutputPath: "$.n" },
      },
    },
    input,
  },
  {
    what: "a Parallel",
    definition: only({
      Type: "Parallel",
      Parameters: { "n.$": "$.n" },
      Branches: [
        { StartAt: "A", States: { A: { Type: "Pass", End: true } } },
        { StartAt: "B", States: { B: { Type: "Pass", Result: 9, End: true } } },
      ],
      ResultSelector: { "first.$": "$[0]", "second.$": "$[1]" },
      ResultPath: "$.both",
    }),
    input,
  },
  {
    what: "a Parallel with a branch that fails",
    definition: only({
      Type: "Parallel",
      Branches: [
        { StartAt: "A", States: { A: { Type: "Fail", Error: "Oops", Cause: "why" } } },
        { StartAt: "B", States: { B: { Type: "Pass", End: true } } },
      ],
    }),
    input,
  },
  {
    what: "a Map",
    definition: only({
      Type: "Map",
      ItemsPath: "$.items",
      ItemSelector: { "i.$": "$$.Map.Item.Index", "v.$": "$$.Map.Item.Value", "name.$": "$.name" },
      ItemProcessor: { StartAt: "A", States: { A: { Type: "Pass", End: true } } },
      ResultPath: "$.out",
    }),
    input,
  },
  {
    what: "a Map over nothing",
    definition: only({ Type: "Map", ItemProcessor: { StartAt: "A", States: { A: { Type: "Pass", End: true } } } }),
    input: [],
  },
  {
    what: "a Map whose iterations call a function, one after the other",
    definition: only({
      Type: "Map",
      MaxConcurrency: 1,
      Iterator: { StartAt: "A", States: { A: task("echo", { InputPath: "$.n", End: true }) } },
    }),
    input: input.items,
  },
  {
    what: "a Map with an iteration that fails",
    definition: only({
      Type: "Map",
      ItemProcessor: { StartAt: "A", States: { A: task("bad", { End: true }) } },
    }),
    input: [1],
  },
  {
    what: "a Fail",
    definition: { StartAt: "F", States: { F: { Type: "Fail", Error: "E", Cause: "C" } } },
    input,
  },
  {
    what: "a Succeed",
    definition: { StartAt: "S", States: { S: { Type: "Succeed", InputPath: "$.n" } } },
    input,
  },
  { what: "no matching choice", definition: choicesWithoutDefault(), input },
];

function choicesWithoutDefault(): Sample["definition"] {
  const Which = { Type: "Choice", Choices: [{ Variable: "$.n", NumericEquals: 6, Next: "S" }] };
  return { StartAt: "Which", States: { Which, S: { Type: "Succeed" } } };
}

export const corpus: readonly Sample[] = [...passes, ...choices, ...functions, ...machines];
