import { at, guard, kept, lateTargetGroup, story } from "../guard.ts";
import type { Mutant } from "../mutant.ts";

const deployments = "shared/store/deployments.ts";
const services = "shared/store/services.ts";

/** The conditional writes. */
export const storeMutants: readonly Mutant[] = [
  guard(
    "intent-not-written",
    "A step acts, and nobody knows that it began.",
    deployments,
    "const changes = { [attribute]: toValue(record), ",
    'const changes = { ...(attribute === "" && { [attribute]: toValue(record) }), ',
  ),
  guard(
    "lease-not-conditional",
    "Two deployments of a service are at work at once.",
    services,
    'const taken = await table.update(keys.service(name), changes, [{ kind: "present", attribute: "pk" }, free]);',
    'const taken = await table.update(keys.service(name), changes, free.kind === "any" ? [] : []);',
  ),
  guard(
    "lease-freed-by-anyone",
    "A late record frees the lease of the deployment after it.",
    services,
    "await table.update(keys.service(name), changes, [heldByDeployment(deploymentId)]);",
    "await table.update(keys.service(name), changes);\n      void deploymentId;",
    "step-record",
  ),
  guard(
    "service-changed-without-the-lease",
    "A deployment without the lease changes the service's record.",
    services,
    "if (heldBy !== undefined) conditions.push(heldByDeployment(heldBy));",
    "",
    kept("a record's late call does not write over what was deployed since"),
  ),
  guard(
    "generation-not-compared",
    "Two deployments that are accepted at one moment are both the latest.",
    services,
    'if (generation !== undefined) conditions.push({ kind: "equals", attribute: "generation", value: generation });',
    "",
    kept("of two deployments that are asked for at one moment one is accepted"),
  ),
  guard(
    "service-created-over",
    "Of two first deployments of a service both win.",
    services,
    'create: (service) => table.put(writeService(service), [{ kind: "absent", attribute: "pk" }]),',
    "create: (service) => table.put(writeService(service)),",
    kept("of two first deployments that are asked for at one moment one is accepted"),
  ),
  guard(
    "service-removed-without-the-lease",
    "A late removal forgets a service that was deployed again.",
    services,
    "table.delete(keys.service(name), [heldByDeployment(deploymentId)])",
    'table.delete(keys.service(name), deploymentId === "" ? [] : [])',
    kept("a removal's late call does not remove what was deployed since"),
  ),
  guard(
    "deployment-not-listed",
    "A deployment whose machine was never started is never found.",
    deployments,
    "hasEnded(deployment.status) || table.put(listed),",
    "hasEnded(deployment.status) || listed,",
    "StartExecution",
  ),
  guard(
    "apply-beside-undo",
    "A step makes things while the deployment is being undone.",
    deployments,
    'action === "undo" ? undoable : applying;',
    '{ kind: "present", attribute: "pk" };',
    lateTargetGroup,
  ),
  guard(
    "undo-not-announced",
    "An undo does not forbid what still comes late.",
    deployments,
    '...(action === "undo" && { phase: "undo" }) };',
    "};",
    lateTargetGroup,
  ),
  {
    name: "finished-twice",
    kind: "guard",
    guards: "A deployment that has ended ends again.",
    edits: [
      { file: deployments, from: "[isOver, ...conditions]", to: "[isOver, ...conditions].slice(1)" },
      {
        file: "shared/endings/record.ts",
        from: 'if (deployment.phase === "ended") return',
        to: 'if (deployment.phase === "apply" && id === "") return',
      },
    ],
    hunt: kept("what has ended stays as it ended, whoever records it again"),
  },
  {
    name: "record-beside-undo",
    kind: "guard",
    guards: "A success is recorded of what is being undone.",
    edits: [
      {
        file: "shared/store/deployments.ts",
        from: 'return (await table.update(keys.deployment(id), { phase: "record" }, [allowed])) !== undefined;',
        to: 'return (await table.update(keys.deployment(id), { phase: "record" }, allowed.of.length > 9 ? [allowed] : [])) !== undefined;',
      },
    ],
    hunt: kept("a success is not recorded of what someone cancels at that moment"),
  },
  guard(
    "pause-overwrites",
    "An answer that came while the step went to wait is lost.",
    deployments,
    '[\n          { kind: "equals", attribute, member: "status", value: "RUNNING" },',
    'attribute === "" ? [] : attribute.length > 0 ? [] : [\n          { kind: "equals", attribute, member: "status", value: "RUNNING" },',
    story("redeploy", at("step-await-deployment", "dynamodb:UpdateItem", "lands-late", 40, 2)),
  ),
  guard(
    "ended-and-at-work",
    "Whoever ends a step from outside leaves it at work, and the last step waits for that.",
    deployments,
    "toValue({ ...step, inFlight: false }) }, [",
    "toValue(step) }, [",
  ),
  guard(
    "retry-begins-anew",
    "A try forgets what the one before it has left.",
    deployments,
    "const again: StepRecord = { ...earlier, status: beganAgain(earlier), inFlight: true, triedAt: at };",
    "const again: StepRecord = first;",
    "step-verify",
  ),
  guard(
    "release-written-twice",
    "A record that is tried again adds a second line.",
    "shared/store/releases.ts",
    "if (last?.deploymentId === release.deploymentId) return last.number;",
    "",
    story("redeploy", at("step-record", "dynamodb:PutItem", "crash-after", 0)),
  ),
];
