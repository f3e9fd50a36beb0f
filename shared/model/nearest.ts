/** What people call a field who know it from another tool. */
const otherNames: Readonly<Record<string, string>> = {
  env: "variables",
  environment: "variables",
  environmentvariables: "variables",
  replicas: "count",
  desiredcount: "count",
  instances: "count",
  containerport: "port",
  strategy: "capacityProviderStrategy",
  healthcheckpath: "healthCheck.path",
  certificatearn: "https.certificateArn",
  role: "taskRole",
  taskrolearn: "taskRole",
  subnets: "network.subnetIds",
  retention: "logRetentionDays",
  interval: "intervalSeconds",
  timeout: "timeoutSeconds",
};

/** The field that was probably meant, if any is close enough to say so. */
export function findNearest(word: string, candidates: readonly string[]): string | undefined {
  const plain = word.replace(/[-_ ]/g, "").toLowerCase();
  const known = Object.hasOwn(otherNames, plain) ? otherNames[plain] : undefined;
  if (known !== undefined && candidates.includes(known.split(".")[0] ?? known)) return known;
  const [best] = candidates
    .map((candidate) => ({ candidate, distance: editDistance(plain, candidate.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  return best !== undefined && best.distance <= (plain.length < 4 ? 1 : Math.max(2, Math.floor(plain.length / 3)))
    ? best.candidate
    : undefined;
}

/** How many letters to insert, delete or change (Levenshtein). Words longer than any field's name are far from all. */
function editDistance(a: string, b: string): number {
  if (a.length > 40) return a.length;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
