import { isObject, type Json } from "../json.ts";
import { type Intrinsic, refuse } from "./intrinsic.ts";

/** `States.Format('Hello {}', 'Ann')` → `"Hello Ann"`. `\{` and `\}` stand for braces. */
export const format: Intrinsic = ([template, ...values]) => {
  if (typeof template !== "string") return refuse("the first argument must be a string");
  let used = 0;
  const text = template.replaceAll(/\\([{}\\'])|\{\}/g, (_, escaped: string | undefined) => {
    if (escaped !== undefined) return escaped;
    const value = values[used++];
    if (value === undefined) return refuse(`there is no argument for the ${used}. placeholder of '${template}'`);
    return typeof value === "string" ? value : JSON.stringify(value);
  });
  if (used < values.length) return refuse(`'${template}' has ${used} placeholders for ${values.length} arguments`);
  return text;
};

/** `States.StringToJson('{"a":1}')` → `{"a":1}` */
export const stringToJson: Intrinsic = ([text]) => {
  if (typeof text !== "string") return refuse("the argument must be a string");
  if (text.trim() === "") return null;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return refuse(`'${text}' is not JSON`);
  }
};

/** `States.JsonToString({"a":1})` → `'{"a":1}'` */
export const jsonToString: Intrinsic = ([value]) => JSON.stringify(value);

/** `States.StringSplit('a,b;c', ',;')` → `["a","b","c"]`: each character of the second argument parts; nothing empty remains. */
export const stringSplit: Intrinsic = ([text, separators]) => {
  if (typeof text !== "string" || typeof separators !== "string") return refuse("both arguments must be strings");
  const parts: string[] = [];
  let part = "";
  for (const character of text) {
    if (separators.includes(character)) {
      parts.push(part);
      part = "";
    } else part += character;
  }
  return [...parts, part].filter((item) => item !== "");
};

/** `States.JsonMerge({"a":1}, {"a":2,"b":3}, false)` → `{"a":2,"b":3}`: members of the first level only. */
export const jsonMerge: Intrinsic = ([left, right, deep]) => {
  if (!isObject(left) || !isObject(right)) return refuse("the first two arguments must be objects");
  if (deep !== false) return refuse("the third argument must be false: only shallow merging is supported");
  return { ...left, ...right };
};
