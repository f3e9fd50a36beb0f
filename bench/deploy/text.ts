import type { DeployBench } from "../deploy.ts";
import type { Summary } from "./summary.ts";

/** What is promised: the median ratio, and the transitions of every seed. */
const bars = { firstDeploy: 1.05, redeploy: 1.1, transitions: 40 } as const;

export function text({ seeds, firstDeploy, redeploy, redeployCold }: DeployBench): string {
  return [
    `Medians over ${seeds} seeds, on the virtual clock, with AWS's own times.`,
    "",
    ...part("First deployment, with its own load balancer", firstDeploy, bars.firstDeploy),
    ...part("Redeployment of a new image, a minute later", redeploy, bars.redeploy),
    ...part("Redeployment of a new image, an hour later: every function is cold again", redeployCold),
  ].join("\n");
}

function part(title: string, summary: Summary, bar?: number): string[] {
  const { makespanSeconds, criticalPathSeconds, ratio, worstRatio, sequenceSeconds, priceDollars } = summary;
  const { transitions, mostTransitions, invocations, coldInvocations } = summary;
  const price = `$${priceDollars.toFixed(6)}`;
  return [
    title,
    line("makespan", `${makespanSeconds} s`),
    line("critical path of the resources", `${criticalPathSeconds} s`),
    line(
      "ratio",
      `${ratio}${bar === undefined ? "" : `, at most ${bar}: ${verdict(ratio <= bar)}`} (worst ${worstRatio})`,
    ),
    line("the same plan in sequence", `${sequenceSeconds} s`),
    line(
      "state transitions",
      `${transitions}, at most ${bars.transitions}: ${verdict(mostTransitions <= bars.transitions)}`,
    ),
    line("function invocations", `${invocations}, ${coldInvocations} of them cold`),
    line("price", `${price} each, $${(priceDollars * 1000).toFixed(2)} a thousand`),
    "  the resources' own waits, in order",
    ...summary.criticalPath.map(({ name, seconds }) => row(name, `${seconds.toFixed(2)} s`)),
    "  our steps, seconds since the deployment was accepted",
    ...summary.steps.map(({ kind, began, ended }) => row(kind, `${began.toFixed(2)} - ${ended.toFixed(2)}`)),
    "  calls",
    ...Object.entries(summary.calls).map(([name, count]) => row(name, String(count))),
    "",
  ];
}

const line = (name: string, value: string): string => `  ${name.padEnd(34)}${value}`;
const row = (name: string, value: string): string => `    ${name.padEnd(48)}${value.padStart(16)}`;
const verdict = (holds: boolean): string => (holds ? "holds" : "MISSED");
