import type { Equivalent } from "../mutant.ts";

/** What no run can tell from the code as it is, and why. */
export const equivalents: readonly Equivalent[] = [
  {
    name: "name-still-draining",
    kind: "named",
    report: "spinnaker/spinnaker#5476, hashicorp/terraform-provider-aws#2283: a service of the same name still drains",
    guards: "A removal goes on while its service drains.",
    edits: [
      {
        file: "functions/steps/service/step.ts",
        from: 'if (removal === "removed" && (await services.find(cluster, name))?.status === "DRAINING") {',
        to: 'if (removal === "in-use") {',
      },
    ],
    why: "the removal waits for the tasks' network interfaces too, before it deletes their group: the service is gone by then",
  },
];
