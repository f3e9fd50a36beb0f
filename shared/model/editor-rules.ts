import { type FargateCpu, fargateCpus, fargateMemory } from "./fargate-sizes.ts";

/**
 * What fields mean for each other, as JSON Schema says it, so that an editor marks it while one types.
 * The parser does not read this: `manifest-checks.ts` has the same rules with messages that say what to do.
 */
export const editorRules = {
  allOf: [
    { anyOf: [{ required: ["cpu"] }, memoryOf(256)] },
    ...fargateCpus.map((cpu) => implies({ properties: { cpu: { const: cpu } }, required: ["cpu"] }, memoryOf(cpu))),
    implies(
      { properties: { type: { const: "worker" } }, required: ["type"] },
      { properties: { port: false, healthCheck: false, https: false, deregistrationDelaySeconds: false } },
    ),
  ],
};

function memoryOf(cpu: FargateCpu) {
  return { properties: { memory: { enum: fargateMemory[cpu] } } };
}

function implies(condition: object, consequence: object) {
  return { anyOf: [{ not: condition }, consequence] };
}
