import type { Course, World } from "./simulate.ts";

const size = { width: 1200, height: 400, left: 50, top: 30, bottom: 30, right: 10 } as const;
/** A column of the picture shows the highest demand and the lowest supply of its seconds, where overload would hide. */
const columnsMost = 1100;
/** More decisions than this are not told apart on a picture. */
const decisionsMost = 2000;

/** A picture of demand, supply and decisions: tasks over time. */
export function plot(title: string, { ready, desired }: Course, { demand, capacityPerTask }: World): string {
  const seconds = demand.length;
  const columns = Math.min(columnsMost, seconds);
  const needed: number[] = [];
  const supplied: number[] = [];
  const decisions: { column: number; out: boolean; count: number }[] = [];
  for (let column = 0; column < columns; column++) {
    const [from, to] = [Math.floor((column * seconds) / columns), Math.floor(((column + 1) * seconds) / columns)];
    let [most, least] = [0, Number.POSITIVE_INFINITY];
    for (let now = from; now < to; now++) {
      most = Math.max(most, (demand[now] as number) / capacityPerTask);
      least = Math.min(least, ready[now] as number);
      const [before, after] = [desired[Math.max(0, now - 1)] as number, desired[now] as number];
      if (before !== after && decisions.length < decisionsMost)
        decisions.push({ column, out: after > before, count: after });
    }
    needed.push(most);
    supplied.push(least);
  }
  const highest = Math.max(1, ...needed, ...supplied, ...decisions.map(({ count }) => count));
  const x = (column: number) =>
    round(size.left + (column * (size.width - size.left - size.right)) / Math.max(1, columns - 1));
  const y = (tasks: number) =>
    round(size.height - size.bottom - (tasks * (size.height - size.top - size.bottom)) / highest);
  const steps = supplied
    .map((tasks, column) => `${column === 0 ? "M" : `V${y(tasks)}L`}${x(column)},${y(tasks)}`)
    .join("");
  const line = needed.map((tasks, column) => `${column === 0 ? "M" : "L"}${x(column)},${y(tasks)}`).join("");
  const marks = decisions
    .map(
      ({ column, out, count }) =>
        `<circle cx="${x(column)}" cy="${y(count)}" r="1.5" fill="${out ? "#d33" : "#292"}"/>`,
    )
    .join("");
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" font-family="sans-serif" font-size="12">`,
    `<rect width="100%" height="100%" fill="#fff"/><text x="${size.left}" y="18">${asText(title)}</text>`,
    `<text x="5" y="${y(highest) + 4}">${round(highest)}</text><text x="5" y="${y(0)}">0</text>`,
    `<text x="${size.left}" y="${size.height - 10}">0 h</text><text x="${size.width - 60}" y="${size.height - 10}">${round(seconds / 3600)} h</text>`,
    `<text x="${size.width - 420}" y="18"><tspan fill="#26c">demand, tasks at 100 %</tspan> <tspan fill="#888">tasks serving</tspan> <tspan fill="#d33">out</tspan> <tspan fill="#292">in</tspan></text>`,
    `<path d="${steps}" fill="none" stroke="#888"/><path d="${line}" fill="none" stroke="#26c"/>${marks}</svg>\n`,
  ].join("\n");
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function asText(value: string): string {
  return value.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
