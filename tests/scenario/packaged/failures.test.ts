import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { DeploymentView } from "../../../local/commands/fairway-client.ts";
import { type Clients, createClients, destroyClients } from "./clients.ts";
import { type Fairway, startFairway } from "./fairway.ts";
import { left } from "./left.ts";
import { hello, image, worker } from "./manifests.ts";

let fairway: Fairway;
let aws: Clients;

beforeAll(async () => {
  fairway = await startFairway();
  aws = createClients(fairway.running.endpointUrl, "us-east-1");
}, 30_000);

afterAll(async () => {
  if (aws) destroyClients(aws);
  await fairway?.running.close();
});

/** Failed deployments, by what is wrong with them; all at once, since they do not touch each other. */
const wrong = {
  "no-secret": { ...worker, secrets: { KEY: "/fairway/nothing" } },
  "secret-denied": { ...worker, secrets: { KEY: "/elsewhere/key" } },
  exits: { ...hello, variables: { EXIT_ON_START: "3" } },
  "not-pushed": { ...hello, image: image("fairway/hello:never") },
  elsewhere: { ...hello, image: "nginx:1.27" },
} as const;

describe("a first deployment that fails", () => {
  const deployments = new Map<string, DeploymentView>();
  beforeAll(async () => {
    await Promise.all(
      Object.entries(wrong).map(async ([name, manifest]) =>
        deployments.set(name, await fairway.deploy(name, manifest)),
      ),
    );
  }, 40_000);

  test.each([
    ["no-secret", "await-deployment", /ResourceInitializationError: .*invalid parameters: \/fairway\/nothing/],
    [
      "secret-denied",
      "await-deployment",
      /not authorized to perform: ssm:GetParameters on resource: \S+parameter\/elsewhere\/key/,
    ],
    ["exits", "await-deployment", /exit(ed with)? code 3/],
    ["elsewhere", "await-deployment", /CannotPullContainerError.*nginx:1\.27/s],
    ["not-pushed", "prepare", /hello:never is not in its repository: push it, or correct the tag/],
  ])("%s: says at step %s what the matter is", (name, step, message) => {
    expect(deployments.get(name)).toMatchObject({
      status: "FAILED_CLEAN",
      error: { step, message: expect.stringMatching(message) },
    });
  });

  test.each([
    ["no-secret", ["log-group:/fairway/fairway/no-secret"]],
    ["exits", ["log-group:/fairway/fairway/exits"]],
    ["elsewhere", ["log-group:/fairway/fairway/elsewhere"]],
    ["not-pushed", []],
  ])("%s: leaves nothing but its logs", async (name, kinds) => {
    expect(await left(aws, name)).toEqual(kinds);
    expect(await fairway.read(`/v1/services/${name}`)).toMatchObject({ status: "FAILED" });
  });

  test("can be followed by one that succeeds, or by a removal", async () => {
    const [deployed, removed] = await Promise.all([fairway.deploy("exits", hello), fairway.remove("not-pushed")]);
    expect([deployed.status, removed.status]).toEqual(["SUCCEEDED", "SUCCEEDED"]);
    expect((await fetch(deployed.url as string)).status).toBe(200);
    expect(await fairway.api.send("GET", "/v1/services/not-pushed")).toMatchObject({ status: 404 });
  });
});

describe("a request that is refused", () => {
  const ask = async (method: string, path: string, options: { token?: string; type?: string; body?: string } = {}) => {
    const { token = fairway.token, type, body } = options;
    const response = await fetch(`${fairway.running.apiUrl}${path}`, {
      method,
      headers: { ...(token && { authorization: `Bearer ${token}` }), ...(type && { "content-type": type }) },
      ...(body !== undefined && { body }),
    });
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    return { status: response.status, problem: (await response.json()) as { detail: string; problems?: object[] } };
  };
  const put = (manifest: object) =>
    ask("PUT", "/v1/services/x", { type: "application/json", body: JSON.stringify(manifest) });

  test.each([
    ["no token", "", 401, /Send a token/],
    [
      "a token that nobody was given",
      "fw_0123456789_0000000000000000000000000000000000000000000",
      401,
      /unknown, revoked or expired/,
    ],
  ])("%s", async (_name, token, status, detail) => {
    const answer = await ask("GET", "/v1/services", { token });
    expect(answer).toMatchObject({ status, problem: { detail: expect.stringMatching(detail) } });
  });

  test.each([
    ["a key that there is not", { image: "nginx:1.27", prot: 80 }, "prot", /did you mean port/],
    [
      "a memory that Fargate does not offer",
      { image: "nginx:1.27", cpu: 256, memory: 4096 },
      "memory",
      /512, 1024 or 2048/,
    ],
    [
      "a secret by its value",
      { image: "nginx:1.27", secrets: { KEY: "my password!" } },
      "secrets.KEY",
      /never the secret itself/,
    ],
    ["no image", {}, "image", /./],
  ])("a manifest with %s", async (_name, manifest, field, message) => {
    expect(await put(manifest)).toMatchObject({
      status: 422,
      problem: { problems: [{ field, message: expect.stringMatching(message) }] },
    });
  });

  test.each([
    ["GET", "/v1/services/nobody", 404, /no service nobody/],
    ["GET", "/v1/services/nobody/tasks", 404, /no service nobody/],
    ["DELETE", "/v1/services/nobody", 404, /no service nobody/],
    ["GET", "/v1/deployments/d-nothing", 404, /no deployment d-nothing/],
    ["GET", "/v1/deployments/d-nothing?wait=forever", 400, /wait/],
    ["GET", "/v2/services", 404, /openapi\.json/],
    ["PATCH", "/v1/services/x", 405, /GET/],
  ])("%s %s", async (method, path, status, detail) => {
    const answer = await ask(method, path);
    expect(answer.status).toBe(status);
    expect(JSON.stringify(answer.problem)).toMatch(detail);
  });

  test.each([
    ["of a type that is not read", "text/csv", "image,nginx", 415],
    ["that is not JSON, though it says so", "application/json", "{image: nginx", 400],
    ["over 64 KB", "application/json", JSON.stringify({ image: "x".repeat(70_000) }), 413],
  ])("a body %s", async (_name, type, body, status) => {
    expect(await ask("PUT", "/v1/services/x", { type, body })).toMatchObject({ status });
  });

  test("leaves no service behind", async () => {
    const { services } = await fairway.read<{ services: { name: string }[] }>("/v1/services");
    expect(services.map(({ name }) => name)).not.toContain("x");
  });
});
