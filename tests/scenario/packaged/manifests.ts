const registry = "123456789012.dkr.ecr.us-east-1.amazonaws.com";

/** The full reference of an image in the local ECR. */
export const image = (name: string): string => `${registry}/${name}`;

/** The sample web service, with waits as short as they may be. */
export const hello = {
  image: image("fairway/hello:1"),
  port: 8080,
  healthCheck: { path: "/health" },
  stopTimeoutSeconds: 2,
  deregistrationDelaySeconds: 1,
} as const;

/** The sample worker. */
export const worker = { type: "worker", image: image("fairway/worker:1"), stopTimeoutSeconds: 2 } as const;

/** A command that answers every request with the values of these variables, as a JSON list. */
export function reportSecrets(names: readonly string[]): readonly string[] {
  const listen = `require("node:http").createServer((_, answer) => answer.end(JSON.stringify(${JSON.stringify(names)}
    .map((name) => process.env[name])))).listen(process.env.PORT, process.env.HOST)`;
  return ["node", "--eval", listen];
}
