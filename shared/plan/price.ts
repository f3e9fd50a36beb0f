import type { CapacityProviderStrategyItem, Plan } from "./plan.ts";

/** What a service costs a month if it runs as planned, item by item. */
export interface Price {
  readonly currency: "USD";
  /** Prices are this region's; others differ by some percent. */
  readonly region: "us-east-1";
  readonly hours: number;
  readonly items: readonly PriceItem[];
  readonly dollars: number;
  /** What depends on use and is not in the sum. */
  readonly notes: readonly string[];
  readonly source: string;
}

export interface PriceItem {
  readonly item: string;
  readonly quantity: number;
  /** For one of them, all month. */
  readonly dollarsEach: number;
  readonly dollars: number;
}

const hours = 730;
const source = "AWS's public price list for us-east-1, Linux, August 2026";

/** Dollars an hour. */
const hourly = {
  X86_64: { vcpu: 0.04048, gigabyte: 0.004445 },
  ARM64: { vcpu: 0.03238, gigabyte: 0.00356 },
  loadBalancer: 0.0225,
  publicAddress: 0.005,
} as const;

/** Spot's price moves; this is its largest discount. */
const spotShare = 0.3;

/** Dollars a month. */
const alarmDollars = { standard: 0.1, fast: 0.3 };

export function monthlyPrice({ resources, scaling }: Plan, count: number = resources.service.initialCount): Price {
  const { service, taskDefinition, loadBalancer } = resources;
  const { cpu, memory, architecture } = taskDefinition;
  const rates = hourly[architecture];
  const taskHour = (cpu / 1024) * rates.vcpu + (memory / 1024) * rates.gigabyte;
  const placed = spreadTasks(service.capacityProviderStrategy, count);
  const size = `${cpu / 1024} vCPU, ${memory / 1024} GB, ${architecture}`;
  const items = [
    item(`Fargate task (${size})`, placed.FARGATE, taskHour),
    item(`Fargate Spot task (${size})`, placed.FARGATE_SPOT, taskHour * spotShare),
    item("public IPv4 address of a task", service.assignPublicIp ? count : 0, hourly.publicAddress),
    item("Application Load Balancer", loadBalancer === undefined ? 0 : 1, hourly.loadBalancer),
    item("public IPv4 address of the load balancer", loadBalancer?.subnetIds.length ?? 0, hourly.publicAddress),
    monthlyItem("CloudWatch alarm that wakes the scaler", scaling?.alarms.length ?? 0, alarmDollars.standard),
    monthlyItem(
      "CloudWatch alarm of high resolution that wakes the scaler",
      scaling?.fastAlarms.length ?? 0,
      alarmDollars.fast,
    ),
  ].filter(({ quantity }) => quantity > 0);
  return {
    currency: "USD",
    region: "us-east-1",
    hours,
    items,
    dollars: cents(items.reduce((sum, { dollars }) => sum + dollars, 0)),
    notes: [
      ...(placed.FARGATE_SPOT > 0 ? ["Spot is counted at its largest discount, 70 %; its price moves."] : []),
      ...(loadBalancer === undefined
        ? []
        : ["Load balancer capacity units: $0.008 an hour for each that traffic uses."]),
      ...(scaling?.asleepAfterSeconds === undefined
        ? []
        : [asleepNote(scaling.asleepAfterSeconds, items, loadBalancer !== undefined)]),
      ...(scaling === undefined
        ? []
        : [
            `Scaling: counted are ${count} tasks; ${scaling.min} to ${scaling.max} may run, at $${cents(taskHour * hours)} each all month. While the scaler follows a load, a look each 20 s costs about $0.003 an hour.`,
          ]),
      "Logs: $0.50 a GB written, $0.03 a GB kept a month. Data transfer, secrets and images are not counted.",
    ],
    source,
  };
}

/** What stays while no task runs. */
function asleepNote(seconds: number, items: readonly PriceItem[], isWeb: boolean): string {
  const kept = items.filter(({ item: name }) => !/task/.test(name)).reduce((sum, { dollars }) => sum + dollars, 0);
  const answers = isWeb ? " Requests that come then are answered by a function: about $0.000002 each." : "";
  return `Asleep after ${seconds} s without anything to do: no task is paid for then, and what is left costs $${cents(kept)} a month.${answers}`;
}

/** How many tasks each provider gets: the base first, then each next task where the share is furthest behind its weight. */
export function spreadTasks(
  strategy: readonly CapacityProviderStrategyItem[],
  count: number,
): Record<CapacityProviderStrategyItem["capacityProvider"], number> {
  const placed = { FARGATE: 0, FARGATE_SPOT: 0 };
  for (const { capacityProvider, base } of strategy) placed[capacityProvider] = Math.min(base, count);
  const beyondBase = { FARGATE: 0, FARGATE_SPOT: 0 };
  const weighted = strategy.filter((entry) => entry.weight > 0);
  for (let left = count - placed.FARGATE - placed.FARGATE_SPOT; left > 0; left--) {
    const [next] = weighted.toSorted(
      (a, b) => (beyondBase[a.capacityProvider] + 1) / a.weight - (beyondBase[b.capacityProvider] + 1) / b.weight,
    );
    if (next === undefined) break;
    beyondBase[next.capacityProvider] += 1;
  }
  return {
    FARGATE: placed.FARGATE + beyondBase.FARGATE,
    FARGATE_SPOT: placed.FARGATE_SPOT + beyondBase.FARGATE_SPOT,
  };
}

function monthlyItem(name: string, quantity: number, dollarsEach: number): PriceItem {
  return { item: name, quantity, dollarsEach, dollars: cents(dollarsEach * quantity) };
}

function item(name: string, quantity: number, dollarsAnHour: number): PriceItem {
  const dollarsEach = cents(dollarsAnHour * hours);
  return { item: name, quantity, dollarsEach, dollars: cents(dollarsAnHour * hours * quantity) };
}

function cents(dollars: number): number {
  return Math.round(dollars * 100) / 100;
}
