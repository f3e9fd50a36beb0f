import type { Cloud } from "../../../local/cloud.ts";
import { tagKeys } from "../../../shared/plan/names.ts";
import type { StepKind } from "../../../shared/steps/contract.ts";

/** One thing of a service in the account, by the step which makes its kind. */
export interface Owned {
  readonly kind: StepKind;
  readonly arn: string;
  /** The deployment which made it. */
  readonly deployment: string | undefined;
}

const kinds: readonly [RegExp, StepKind][] = [
  [/:security-group\//, "security-groups"],
  [/:loadbalancer\//, "load-balancer"],
  [/:targetgroup\//, "target-group"],
  [/:listener\//, "listener"],
  [/:ecs:.*:service\//, "service"],
  [/:task-definition\//, "task-definition"],
  [/:log-group:/, "log-group"],
];

/** Everything in the account that carries a service's tag and is alive. */
export async function ownedBy(cloud: Pick<Cloud, "call" | "tags">, service: string): Promise<readonly Owned[]> {
  const tagged = [...cloud.tags.all()].filter(
    ({ tags }) => tags[tagKeys.installation] === "fairway" && tags[tagKeys.service] === service,
  );
  const found = tagged.flatMap(({ arn, tags }) => {
    const kind = kinds.find(([pattern]) => pattern.test(arn))?.[1];
    return kind ? [{ kind, arn, deployment: tags[tagKeys.deployment] }] : [];
  });
  const alive = await Promise.all(found.map(async (one) => ((await isAlive(cloud, one)) ? [one] : [])));
  return alive.flat();
}

/** ECS shows for a while what is gone. */
async function isAlive(cloud: Pick<Cloud, "call">, { kind, arn }: Owned): Promise<boolean> {
  if (kind === "task-definition") {
    const { taskDefinition } = await cloud.call("ecs", "DescribeTaskDefinition", { taskDefinition: arn });
    return taskDefinition?.status === "ACTIVE";
  }
  if (kind !== "service") return true;
  const cluster = arn.split("/").at(-2) as string;
  const { services = [] } = await cloud.call("ecs", "DescribeServices", { cluster, services: [arn] });
  return services.some(({ status }) => status !== "INACTIVE");
}

/** What stays by wish after a removal or an undone first deployment. */
export function isLeftover({ kind }: Owned): boolean {
  return kind !== "log-group";
}

/** How many of each kind a web service has, when all is well; revisions may be several. */
const wanted: Readonly<Partial<Record<StepKind, number>>> = {
  "security-groups": 2,
  "load-balancer": 1,
  "target-group": 1,
  listener: 1,
  service: 1,
  "log-group": 1,
};

/** I1: what a web service that serves has too much, or too little. */
export function findOrphans(owned: readonly Owned[]): string[] {
  return Object.entries(wanted).flatMap(([kind, number]) => {
    const here = owned.filter((one) => one.kind === kind);
    return here.length === number ? [] : [`${here.length} of ${kind} where there should be ${number}`];
  });
}
