/** An invariant that did not hold, by its number, and what was seen. */
export interface Violation {
  readonly invariant: string;
  readonly message: string;
}

/** Counts what was checked, and keeps what did not hold. */
export interface Judge {
  check(invariant: string, findings: readonly string[]): void;
  readonly violations: readonly Violation[];
  checks(): number;
}

export function createJudge(note: (line: string) => void): Judge {
  const violations: Violation[] = [];
  let checks = 0;
  return {
    violations,
    checks: () => checks,
    check(invariant, findings) {
      checks++;
      for (const message of findings) {
        if (violations.some((one) => one.invariant === invariant && one.message === message)) continue;
        violations.push({ invariant, message });
        note(`VIOLATION ${invariant}: ${message}`);
      }
    },
  };
}
