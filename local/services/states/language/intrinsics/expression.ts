import type { Random } from "../../../../world/random.ts";
import { Fault } from "../faults.ts";
import type { Json } from "../json.ts";
import { readPath as parsePathFrom } from "../path/parse.ts";
import { readPath, type Sources } from "../path/read.ts";
import { Reader } from "../path/reader.ts";
import { intrinsics } from "./table.ts";

/** `States.Format('{}', $.a, States.UUID())`, read. */
export interface Expression {
  readonly name: string;
  readonly args: readonly Argument[];
  readonly text: string;
}

type Argument =
  | { readonly kind: "value"; readonly value: Json }
  | { readonly kind: "path"; readonly text: string }
  | { readonly kind: "call"; readonly call: Expression };

/** Reads a call of one of the language's functions. Throws a SyntaxError that says what is wrong. */
export function parseExpression(text: string): Expression {
  const reader = new Reader(text.trim());
  const expression = readCall(reader);
  if (!reader.done()) throw reader.unexpected();
  return expression;
}

function readCall(reader: Reader): Expression {
  const start = reader.position;
  const name = reader.match(/States\.\w+/y);
  const entry = Object.hasOwn(intrinsics, name) ? intrinsics[name] : undefined;
  if (!entry) throw new SyntaxError(`there is no intrinsic function '${name}'`);
  const args: Argument[] = [];
  reader.expect("(");
  reader.space();
  if (!reader.take(")")) {
    do {
      reader.space();
      args.push(readArgument(reader));
      reader.space();
    } while (reader.take(","));
    reader.expect(")");
  }
  const [least, most] = entry.arity;
  if (args.length < least || args.length > most)
    throw new SyntaxError(
      `'${name}' takes ${least === most ? least : `${least} to ${most}`} arguments, not ${args.length}`,
    );
  return { name, args, text: reader.text.slice(start, reader.position) };
}

function readArgument(reader: Reader): Argument {
  if (reader.sees("States.")) return { kind: "call", call: readCall(reader) };
  if (reader.sees("'")) return { kind: "value", value: readString(reader) };
  const start = reader.position;
  if (reader.sees("$")) {
    parsePathFrom(reader);
    return { kind: "path", text: reader.text.slice(start, reader.position) };
  }
  return { kind: "value", value: JSON.parse(reader.match(/-?\d+(\.\d+)?([eE][+-]?\d+)?|true|false|null/y)) as Json };
}

/** A string in single quotes. `\'` and `\\` are resolved here; `\{` and `\}` are left for `States.Format`. */
function readString(reader: Reader): string {
  return reader
    .match(/'(?:[^'\\]|\\.)*'/y)
    .slice(1, -1)
    .replaceAll(/\\(['\\])/g, "$1");
}

/** Works an expression out. */
export function evaluate(expression: Expression, sources: Sources, random: Random): Json {
  const args = expression.args.map((argument): Json => {
    if (argument.kind === "value") return argument.value;
    if (argument.kind === "path") return readPath(argument.text, sources, expression.text);
    return evaluate(argument.call, sources, random);
  });
  try {
    return intrinsics[expression.name]?.run(args, random) ?? null;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    throw new Fault(`The function '${expression.text}' had the following error: ${error.message}`, error.error);
  }
}
