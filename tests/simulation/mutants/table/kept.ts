import type { Mutant } from "../mutant.ts";

/** A guard that a world of the corpus led to, and `why` that is kept. */
const guard = (name: string, guards: string, why: string, file: string, from: string, to: string): Mutant => ({
  name,
  kind: "guard",
  guards,
  edits: [{ file, from, to }],
  hunt: [{ kind: "kept", why }],
});

/** The guards against what random worlds have found. */
export const keptMutants: readonly Mutant[] = [
  guard(
    "sent-back-for-ever",
    "A service is sent back again and again to what does not start any more.",
    "a service is sent back once to what does not start any more",
    "functions/steps/service/step.ts",
    "      requireNotReturned(actual, context);\n",
    '      if (actual.status === "") requireNotReturned(actual, context);\n',
  ),
  guard(
    "late-call-only-reported",
    "What a late call of ours has brought is left to a person.",
    "what a late call of a cancelled rollback brings is taken back, also where drift is only reported",
    "shared/reactions/repair.ts",
    'if (service.spec?.onDrift !== "repair" && !isOurs) return report(',
    'if (service.spec?.onDrift !== "repair") return report(',
  ),
];
