/** A member that AWS always sends but its model calls optional. */
export function present<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new Error(`AWS answered without ${what}.`);
  return value;
}
