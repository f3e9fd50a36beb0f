/** A state machine in the Amazon States Language, as far as its picture shows it. */
export interface Machine {
  readonly Comment?: string;
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}

interface State {
  readonly Type: string;
  readonly Resource?: string;
  readonly Branches?: readonly Machine[];
  readonly Choices?: readonly { readonly Next: string; readonly Variable?: string; readonly StringEquals?: string }[];
  readonly Default?: string;
  readonly Catch?: readonly { readonly ErrorEquals: readonly string[]; readonly Next: string }[];
  readonly Next?: string;
  readonly End?: boolean;
}

/** Draws a machine as a Mermaid `stateDiagram-v2`, which GitHub and most editors show as a picture. */
export function drawStateDiagram(machine: Machine): string {
  return ["stateDiagram-v2", ...indent(drawMachine(machine))].join("\n");
}

function drawMachine({ StartAt, States }: Machine): string[] {
  const states = Object.entries(States);
  return [
    ...states.flatMap(([name, state]) => drawState(name, state)),
    `[*] --> ${idOf(StartAt)}`,
    ...states.flatMap(([name, state]) => drawWays(name, state)),
  ];
}

/** A state by its name; what runs side by side inside of it stands in regions, divided by `--`. */
function drawState(name: string, { Resource, Branches = [] }: State): string[] {
  const declared = `state "${name}" as ${idOf(name)}`;
  if (Branches.length === 0) {
    return [declared, ...(Resource?.endsWith(".waitForTaskToken") ? [`${idOf(name)} : waits for its task token`] : [])];
  }
  const regions = Branches.flatMap((branch, index) => [...(index === 0 ? [] : ["--"]), ...drawMachine(branch)]);
  return [`${declared} {`, ...indent(regions), "}"];
}

/** Where a state may go. An error that is caught only to go on as if there were none is drawn once, with that way. */
function drawWays(name: string, state: State): string[] {
  const { Type, Choices = [], Default, Catch = [], Next, End } = state;
  const way = (to: string, label?: string): string => `${idOf(name)} --> ${to}${label ? ` : ${label}` : ""}`;
  const isEnd = End === true || Type === "Succeed" || Type === "Fail";
  const goesOn = Catch.some((caught) => caught.Next === Next);
  return [
    ...Choices.map((choice) => way(idOf(choice.Next), conditionOf(choice))),
    ...(Default === undefined ? [] : [way(idOf(Default), "else")]),
    ...(Next === undefined ? [] : [way(idOf(Next), goesOn ? "error or not" : undefined)]),
    ...Catch.filter((caught) => caught.Next !== Next).map((caught) => way(idOf(caught.Next), errorsOf(caught))),
    ...(isEnd ? [way("[*]")] : []),
  ];
}

function conditionOf({ Variable = "", StringEquals }: { Variable?: string; StringEquals?: string }): string {
  const member = Variable.split(".").at(-1) ?? "";
  return StringEquals === undefined ? member : `${member} is ${StringEquals}`;
}

function errorsOf({ ErrorEquals }: { readonly ErrorEquals: readonly string[] }): string {
  return ErrorEquals.includes("States.ALL") ? "error" : ErrorEquals.join(", ");
}

/** Mermaid's ids are letters and digits; names are unique in a machine without the rest too. */
function idOf(name: string): string {
  return name.replace(/[^A-Za-z0-9]/g, "");
}

function indent(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}
