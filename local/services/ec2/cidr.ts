/** A block of IPv4 addresses: its first address as a number, and how many bits of it are fixed. */
export interface Block {
  readonly base: number;
  readonly bits: number;
}

const pattern = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/;

/** Reads `10.0.0.0/16`. `undefined` when it is not an IPv4 block. Host bits are cleared, as EC2 does. */
export function parseBlock(cidr: string): Block | undefined {
  const match = pattern.exec(cidr);
  if (!match) return undefined;
  const [a, b, c, d, bits] = match.slice(1).map(Number) as [number, number, number, number, number];
  if (Math.max(a, b, c, d) > 255 || bits > 32) return undefined;
  const address = ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
  return { base: (address & mask(bits)) >>> 0, bits };
}

export function formatBlock(block: Block): string {
  return `${formatAddress(block.base)}/${block.bits}`;
}

export function formatAddress(address: number): string {
  return [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join(".");
}

/** How many addresses the block has. */
export function size(block: Block): number {
  return 2 ** (32 - block.bits);
}

export function contains(outer: Block, inner: Block): boolean {
  return inner.bits >= outer.bits && (inner.base & mask(outer.bits)) >>> 0 === outer.base;
}

export function overlap(one: Block, other: Block): boolean {
  return contains(one, other) || contains(other, one);
}

export function containsAddress(cidr: string, address: string): boolean {
  const block = parseBlock(cidr);
  const single = parseBlock(`${address}/32`);
  return block !== undefined && single !== undefined && contains(block, single);
}

/** A shift by 32 is a shift by 0 in JavaScript: `/0` needs its own answer. */
function mask(bits: number): number {
  return bits === 0 ? 0 : (0xffffffff << (32 - bits)) >>> 0;
}
