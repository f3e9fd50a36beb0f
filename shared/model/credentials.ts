/**
 * Finds variables that look like credentials. Anyone who may read a task definition can read its variables, so a
 * password belongs in Secrets Manager or Parameter Store and only its name in the manifest.
 */
export function looksLikeCredential(name: string, value: string): boolean {
  return (namesCredential(name) && couldBeSecret(value)) || isCredential(value);
}

const credentialName =
  /(^|_)(PASSWORD|PASSWD|PASSPHRASE|PWD|SECRET|TOKEN|API_?KEY|PRIVATE_?KEY|SECRET_?KEY|ACCESS_?KEY|CREDENTIALS?)$/i;

function namesCredential(name: string): boolean {
  return credentialName.test(name.replace(/([a-z0-9])([A-Z])/g, "$1_$2"));
}

/** A switch, a number, nothing, a path or a plain address is no secret, whatever its name. */
function couldBeSecret(value: string): boolean {
  return !/^(|true|false|yes|no|on|off|none|null|\d+|\.{0,2}\/[\w./-]*|https?:\/\/[^@]*|arn:aws[\w-]*:.*)$/i.test(
    value,
  );
}

const knownShapes = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /\b(AKIA|ASIA)[A-Z2-7]{16}\b/,
  /\bgh[pousr]_[A-Za-z0-9]{20,}/,
  /\bgithub_pat_\w{20,}/,
  /\bglpat-[\w-]{16,}/,
  /\bxox[abeprs]-[A-Za-z0-9-]{10,}/,
  /\b[rs]k_(live|test)_[A-Za-z0-9]{16,}/,
  /\bsk-[A-Za-z0-9_-]{20,}/,
  /\bAIza[\w-]{35}/,
  /\bnpm_[A-Za-z0-9]{30,}/,
  /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]*/,
  /** An address with a password in it: `postgres://user:password@host/`. */
  /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:@/]{0,128}:[^\s@/]{1,256}@/i,
];

function isCredential(value: string): boolean {
  return knownShapes.some((shape) => shape.test(value)) || isRandom(value);
}

/** Long, of mixed case and digits, and with hardly a character twice in a row of chance: what a generator makes. */
function isRandom(value: string): boolean {
  if (!/^[A-Za-z0-9+/_=-]{32,}$/.test(value)) return false;
  const mixed = /[a-z]/.test(value) && /[A-Z]/.test(value) && /[0-9]/.test(value);
  return mixed && !value.includes("/") && bitsPerCharacter(value) > 4.2;
}

/** Shannon's entropy over the characters of the value. */
function bitsPerCharacter(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce(
    (bits, count) => bits - (count / value.length) * Math.log2(count / value.length),
    0,
  );
}
