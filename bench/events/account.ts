import { AsyncLocalStorage } from "node:async_hooks";
import { type Announced, subscribe } from "../../local/commands/demo/announcements.ts";
import { matchesPattern, parsePattern } from "../../local/services/events/pattern/pattern.ts";
import type { Template } from "../../local/stack/index.ts";
import { type Behaviour, behaviours, simulatedContainers } from "../../tests/simulation/containers.ts";
import type { Handler } from "../../tests/simulation/functions.ts";
import { createPerson } from "../../tests/simulation/person.ts";
import { createSimulation, editTemplate, type Simulation } from "../../tests/simulation/simulation.ts";
import type { BurstEvent } from "./burst.ts";

/** Four services that serve, one of which is being deployed again, and the functions that react to their events. */
export interface Account {
  readonly simulation: Simulation;
  readonly services: readonly string[];
  readonly deploying: { readonly service: string; readonly ecsDeploymentId: string };
  readonly secretArn: string;
  readonly told: () => Promise<readonly Announced[]>;
  /** The functions and queues to which the stack's rules hand an event. */
  route(event: BurstEvent): readonly string[];
  /** Invokes a function by hand; answers how many calls of AWS it made, and how it failed if it did. */
  invoke(name: string, event: unknown): Promise<{ readonly calls: number; readonly error?: unknown }>;
  /** What others sent to a function while it was `closed`, and takes it away. */
  takeCaught(name: string): readonly unknown[];
  /** Lets a function be invoked by the cloud too, from now on. */
  open(name: string): void;
}

const services = ["orders", "shop", "till", "blog"] as const;
const deploying = "blog";

/** The stack with one sender of commands. */
const allowSender = (template: Template): Template => {
  const resources = template.Resources as unknown as Record<
    string,
    { Properties: { Environment: { Variables: Record<string, string> } } }
  >;
  const variables = resources.EventDashcommandLambdaFunction?.Properties.Environment.Variables;
  const senders = [{ source: "my.pipeline", role: "deployer", services: ["*"] }];
  if (variables) variables.FAIRWAY_EVENT_SENDERS = JSON.stringify(senders);
  return template;
};

/**
 * Makes the account by the HTTP API, as a person would. From then on its reactors are closed: what the cloud sends to
 * them is caught, to be measured by itself.
 */
export async function createAccount(): Promise<Account> {
  editTemplate(allowSender);
  const handlers = new Map<string, Handler>();
  const caught = new Map<string, unknown[]>();
  const opened = new Set<string>();
  let isMade = false;
  let behaviour: Behaviour = behaviours.well;
  const simulation = await createSimulation({
    seed: 1,
    containers: (world) => simulatedContainers(world, () => behaviour),
    around: (name, handler) => {
      handlers.set(name, handler);
      return async (event, context) => {
        const isClosed = isMade && !opened.has(name) && /-(event|schedule)-/.test(name);
        if (!isClosed) return handler(event, context);
        caught.set(name, [...(caught.get(name) ?? []), event]);
        return { batchItemFailures: [] };
      };
    },
  });
  const { cloud, edge } = simulation.local;
  const counter = new AsyncLocalStorage<{ calls: number }>();
  edge.callLog.onCall(() => {
    const counted = counter.getStore();
    if (counted) counted.calls++;
  });

  const secret = await cloud.call("secretsmanager", "CreateSecret", { Name: "fairway/one", SecretString: "one" });
  const secretArn = secret.ARN ?? "";
  const person = await createPerson(simulation);
  const manifest = (name: string, tag: string) => ({
    name,
    image: simulation.push(`${name}:${tag}`, `${name} ${tag}`),
    count: 2,
    secrets: { ONE: secretArn },
    deployOnPush: { tag: "v*" },
    restartOnSecretChange: true,
  });
  for (const name of services) await person.end(await person.deploy(manifest(name, "v1")));
  const told = await subscribe(simulation.local);
  await simulation.clock.advance(180_000);
  await told();
  behaviour = behaviours.neverHealthy;
  await person.deploy(manifest(deploying, "v3"));
  await simulation.clock.advance(40_000);
  for (const name of services) if (name !== deploying) simulation.push(`${name}:v2`, `${name} two`);
  isMade = true;

  const found = await cloud.call("ecs", "DescribeServices", { cluster: "fairway", services: [deploying] });
  const latest = found.services?.[0]?.deployments?.find(({ status }) => status === "PRIMARY");
  const rules = await findRules(simulation);
  return {
    simulation,
    services,
    deploying: { service: deploying, ecsDeploymentId: latest?.id ?? "" },
    secretArn,
    told,
    route: (event) => [...new Set(rules.flatMap(({ matches, wakes }) => (matches(event) ? wakes : [])))],
    async invoke(name, event) {
      const handler = handlers.get(name);
      if (!handler) throw new Error(`There is no function ${name}.`);
      const counted = { calls: 0 };
      try {
        await counter.run(counted, () => handler(event as never, {}));
        return counted;
      } catch (error) {
        return { ...counted, error };
      }
    },
    takeCaught(name) {
      const events = caught.get(name) ?? [];
      caught.delete(name);
      return events;
    },
    open: (name) => void opened.add(name),
  };
}

async function findRules({ local: { cloud }, stack }: Simulation) {
  const buses = Object.values(stack.resources).flatMap(({ type, ref }) =>
    type === "AWS::Events::EventBus" ? [ref] : [],
  );
  const rules: { matches: (event: BurstEvent) => boolean; wakes: readonly string[] }[] = [];
  for (const EventBusName of ["default", ...buses]) {
    const { Rules = [] } = await cloud.call("events", "ListRules", { EventBusName });
    for (const { Name, EventPattern } of Rules) {
      if (EventPattern === undefined) continue;
      const pattern = parsePattern(EventPattern);
      const { Targets = [] } = await cloud.call("events", "ListTargetsByRule", { Rule: Name, EventBusName });
      const wakes = Targets.map(({ Arn = "" }) => Arn.split(":").at(-1) ?? "");
      // Events of AWS come on its own bus, those of others on ours.
      const isHere = ({ source }: BurstEvent) => String(source).startsWith("aws.") === (EventBusName === "default");
      rules.push({ wakes, matches: (event) => isHere(event) && matchesPattern(pattern, event) });
    }
  }
  return rules;
}
