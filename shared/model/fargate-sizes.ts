/**
 * The sizes that Fargate runs on Linux: CPU units → MiB of memory.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html
 */
export const fargateMemory = {
  256: [512, 1024, 2048],
  512: steps(1024, 4096, 1024),
  1024: steps(2048, 8192, 1024),
  2048: steps(4096, 16_384, 1024),
  4096: steps(8192, 30_720, 1024),
  8192: steps(16_384, 61_440, 4096),
  16384: steps(32_768, 122_880, 8192),
} as const satisfies Record<number, readonly number[]>;

export type FargateCpu = keyof typeof fargateMemory;

export const fargateCpus = Object.keys(fargateMemory).map(Number) as FargateCpu[];

/** The least memory that Fargate gives a task of this cpu. */
export function leastMemory(cpu: FargateCpu): number {
  return Math.min(...fargateMemory[cpu]);
}

export function isFargateMemory(cpu: FargateCpu, memory: number): boolean {
  return (fargateMemory[cpu] as readonly number[]).includes(memory);
}

/** The valid memory for a cpu as a person reads it: `512, 1024 or 2048`, `4096 to 16384 in steps of 1024`. */
export function describeMemory(cpu: FargateCpu): string {
  const sizes: readonly number[] = fargateMemory[cpu];
  const [first = 0, second = 0] = sizes;
  if (sizes.length > 7) return `${first} to ${sizes.at(-1)} in steps of ${second - first}`;
  return `${sizes.slice(0, -1).join(", ")} or ${sizes.at(-1)}`;
}

function steps(from: number, to: number, by: number): readonly number[] {
  return Array.from({ length: (to - from) / by + 1 }, (_, index) => from + index * by);
}
