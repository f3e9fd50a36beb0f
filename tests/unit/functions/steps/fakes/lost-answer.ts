import { Transient } from "../../../../../shared/errors/errors.ts";

/** The port, but the answer to the first call of `method` is lost: it takes effect, and then throws. */
export function losingAnswerOf<Port extends object>(port: Port, method: keyof Port): Port {
  let lost = false;
  return new Proxy(port, {
    get(target, name) {
      const member = Reflect.get(target, name) as unknown;
      if (name !== method || typeof member !== "function") return member;
      return async (...inputs: unknown[]) => {
        const answer: unknown = await member.apply(target, inputs);
        if (lost) return answer;
        lost = true;
        throw new Transient(`The answer to ${String(method)} was lost.`);
      };
    },
  });
}
