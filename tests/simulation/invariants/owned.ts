import type { Cloud } from "../../../local/cloud.ts";
import { tagKeys } from "../../../shared/plan/names.ts";
import type { StepKind } from "../../../shared/steps/contract.ts";
import type { Store } from "../../../shared/store/store.ts";

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
  // The one to which a listener leads while its service sleeps is made, and named as left over, with the listener.
  [/:targetgroup\/[^/]+-asleep\//, "listener"],
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

/** What does not stay by wish after a removal or an undone first deployment. */
export function isLeftover({ kind }: Owned): boolean {
  return kind !== "log-group";
}

/** Without what the deployment that made it has named as left over. */
export async function withoutNamed(store: Pick<Store, "deployments">, owned: readonly Owned[]): Promise<Owned[]> {
  const checked = await Promise.all(
    owned.map(async (one) => {
      const maker = one.deployment === undefined ? undefined : await store.deployments.find(one.deployment);
      return maker?.leftovers?.some(({ kind }) => kind === one.kind) ? [] : [one];
    }),
  );
  return checked.flat();
}
