const mebibytes = (from: number, to: number, step: number): number[] =>
  Array.from({ length: (to - from) / step + 1 }, (_, index) => from + index * step);

/** Fargate's sizes: memory in MiB by CPU units. */
export const fargateSizes: ReadonlyMap<number, readonly number[]> = new Map([
  [256, [512, 1024, 2048]],
  [512, mebibytes(1024, 4096, 1024)],
  [1024, mebibytes(2048, 8192, 1024)],
  [2048, mebibytes(4096, 16384, 1024)],
  [4096, mebibytes(8192, 30720, 1024)],
  [8192, mebibytes(16384, 61440, 4096)],
  [16384, mebibytes(32768, 122880, 8192)],
]);

/** CPU units out of `256`, `.25 vCPU` or `0.25vcpu`. */
export function cpuUnits(cpu: string | undefined): number {
  const vcpu = /^([\d.]+)\s*vcpu$/i.exec((cpu ?? "").trim());
  return vcpu ? Number(vcpu[1]) * 1024 : Number(cpu);
}

/** MiB out of `512`, `0.5 GB` or `1gb`. */
export function memoryMebibytes(memory: string | undefined): number {
  const gigabytes = /^([\d.]+)\s*gb$/i.exec((memory ?? "").trim());
  return gigabytes ? Number(gigabytes[1]) * 1024 : Number(memory);
}

export function isFargateSize(cpu: number, memory: number): boolean {
  return fargateSizes.get(cpu)?.includes(memory) ?? false;
}
