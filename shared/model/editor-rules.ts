import { type FargateCpu, fargateCpus, fargateMemory } from "./fargate-sizes.ts";

/**
 * What fields mean for each other, as JSON Schema says it, so that an editor marks it while one types.
 * The parser does not read this: `manifest-checks.ts` has the same rules with messages that say what to do.
 */
export const editorRules = {
  allOf: [
    { if: { not: { required: ["cpu"] } }, then: memoryOf(256) },
    ...fargateCpus.map((cpu) => ({
      if: { properties: { cpu: { const: cpu } }, required: ["cpu"] },
      then: memoryOf(cpu),
    })),
    {
      if: { properties: { type: { const: "worker" } }, required: ["type"] },
      then: { properties: { port: false, healthCheck: false, https: false, deregistrationDelaySeconds: false } },
    },
  ],
};

function memoryOf(cpu: FargateCpu) {
  return { properties: { memory: { enum: fargateMemory[cpu] } } };
}
