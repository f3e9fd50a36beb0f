import type { Working } from "./definition.ts";
import type { Json } from "./json.ts";
import { readPath } from "./path/read.ts";
import { writePath } from "./path/write.ts";
import { fillTemplate, type Reading } from "./template.ts";

/** `InputPath`: the part of its input that a state works on. `null` means nothing: `{}`. */
export function selectInput(path: string | null | undefined, reading: Reading): Json {
  return path === null ? {} : readPath(path ?? "$", reading, "InputPath");
}

/** `Parameters`: what is made of the selected input; the selected input itself where there are none. */
export function fillParameters(parameters: Json | undefined, reading: Reading): Json {
  return parameters === undefined ? reading.input : fillTemplate(parameters, reading);
}

/** `OutputPath`: the part of the output that the next state gets. */
export function selectOutput(path: string | null | undefined, reading: Reading): Json {
  return path === null ? {} : readPath(path ?? "$", reading, "OutputPath");
}

/** `ResultSelector`, `ResultPath` and `OutputPath`, in this order: from a result to the state's output. */
export function outputOf(
  state: Pick<Working, "ResultSelector" | "ResultPath" | "OutputPath">,
  input: Json,
  result: Json,
  reading: Omit<Reading, "input">,
): Json {
  const selected =
    state.ResultSelector === undefined ? result : fillTemplate(state.ResultSelector, { ...reading, input: result });
  const resultPath = state.ResultPath === undefined ? "$" : state.ResultPath;
  const output = writePath(resultPath, input, selected);
  return selectOutput(state.OutputPath, { ...reading, input: output });
}
