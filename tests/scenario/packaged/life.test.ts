import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DescribeCertificateCommand, RequestCertificateCommand } from "@aws-sdk/client-acm";
import { DescribeTargetGroupsCommand } from "@aws-sdk/client-elastic-load-balancing-v2";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type LoadResult, startLoad } from "../../../local/commands/load.ts";
import { root } from "../../../local/commands/root.ts";
import { type Clients, createClients, destroyClients } from "./clients.ts";
import { type Fairway, startFairway } from "./fairway.ts";
import { left } from "./left.ts";
import { hello, worker } from "./manifests.ts";

let fairway: Fairway;
let aws: Clients;
let url: string;
let second: string;

beforeAll(async () => {
  fairway = await startFairway();
  aws = createClients(fairway.running.endpointUrl, "us-east-1");
  const [deployment, reference] = await Promise.all([
    fairway.deploy("shop", { ...hello, count: 2 }),
    pushSecondVersion(),
    fairway.deploy("jobs", worker),
  ]);
  url = deployment.url as string;
  second = reference;
}, 30_000);

afterAll(async () => {
  if (aws) destroyClients(aws);
  await fairway?.running.close();
});

/** The sample service with another greeting, as a person would push a new version. */
async function pushSecondVersion(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "fairway-second-version-"));
  try {
    await cp(join(root, "local/images/hello"), folder, { recursive: true });
    const start = { command: ["node", "server.ts"], environment: { GREETING: "Hello again" } };
    await writeFile(join(folder, "image.json"), JSON.stringify(start));
    return (await fairway.running.push(folder, "fairway/hello:2")).reference;
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function greeting(address: string): Promise<string> {
  return ((await (await fetch(address)).json()) as { message: string }).message;
}

/** The tasks that run, by their ids, once there are so many and no others. */
async function runningTasks(service: string, count: number): Promise<string[]> {
  return fairway.eventually(`${count} tasks of ${service} run`, async () => {
    type Tasks = { tasks: { id: string; lastStatus: string }[] };
    const { tasks } = await fairway.read<Tasks>(`/v1/services/${service}/tasks`);
    const alive = tasks.filter(({ lastStatus }) => lastStatus !== "STOPPED");
    const areAllRunning = alive.length === count && alive.every(({ lastStatus }) => lastStatus === "RUNNING");
    return areAllRunning ? alive.map(({ id }) => id) : undefined;
  });
}

async function scale(service: string, count: number | "auto"): Promise<number> {
  return (await fairway.api.send("POST", `/v1/services/${service}/scale`, { count })).status;
}

/** Does something while requests come to the service all the time; tells what came of both. */
async function underLoad<Came>(work: () => Promise<Came>): Promise<{ came: Came; load: LoadResult }> {
  const load = startLoad(url, 100);
  try {
    const came = await work();
    return { came, load: await load.stop() };
  } finally {
    await load.stop();
  }
}

describe("under a steady load, no request fails", () => {
  test("while a new image takes the place of the old one", async () => {
    expect(await greeting(url)).toBe("Hello from Fairway");
    const { came, load } = await underLoad(() => fairway.deploy("shop", { ...hello, image: second, count: 2 }));

    expect(came).toMatchObject({ status: "SUCCEEDED", url });
    expect(load.failures).toEqual({});
    expect(load.requests).toBeGreaterThan(50);
    expect(await greeting(url)).toBe("Hello again");
    const { releases } = await fairway.read<{ releases: { number: number }[] }>("/v1/services/shop/releases");
    expect(releases.map(({ number }) => number)).toEqual([2, 1]);
  });

  test("while an image that exits on start is tried, and the old one goes on serving", async () => {
    const broken = { ...hello, count: 2, variables: { EXIT_ON_START: "3" } };
    const { came, load } = await underLoad(() => fairway.deploy("shop", broken));

    expect(came).toMatchObject({
      status: "ROLLED_BACK",
      error: { name: "DeploymentFailed", message: expect.stringContaining("container shop exited with code 3") },
    });
    expect(load.failures).toEqual({});
    expect(await greeting(url)).toBe("Hello again");
    expect(await fairway.read("/v1/services/shop")).toMatchObject({
      status: "ACTIVE",
      release: 2,
      image: second,
      tasks: { desired: 2, running: 2 },
    });
  });

  test("while tasks are added and taken away, as a person says", async () => {
    const { load } = await underLoad(async () => {
      expect(await scale("shop", 3)).toBe(202);
      expect(await runningTasks("shop", 3)).toHaveLength(3);
      expect(await fairway.read("/v1/services/shop")).toMatchObject({ count: { manifest: 2, pinned: 3 } });
      expect(await scale("shop", "auto")).toBe(202);
      expect(await runningTasks("shop", 2)).toHaveLength(2);
    });
    expect(load.failures).toEqual({});
  });
});

test("the same manifest again deploys nothing", async () => {
  const calls = fairway.running.local.edge.callLog;
  const before = calls.entries().length;
  const deployment = await fairway.deploy("shop", { ...hello, image: second, count: 2 });
  expect(deployment.status).toBe("SUCCEEDED");
  const made = calls.entries().slice(before);
  expect(made.filter(({ operation }) => /^(Create|Update|Register|Delete|Modify)(?!.*Item)/.test(operation))).toEqual(
    [],
  );
});

test("a process that crashes is replaced by a new task, and the other answers meanwhile", async () => {
  const before = await runningTasks("shop", 2);
  const [victim] = fairway.running.local.processes().filter(({ taskId }) => before.includes(taskId));
  process.kill(victim?.processId ?? 0, "SIGKILL");
  const after = await fairway.eventually("another task runs in its place", async () => {
    const running = await runningTasks("shop", 2);
    return running.includes(victim?.taskId ?? "") ? undefined : running;
  });

  expect(before.filter((id) => after.includes(id))).toHaveLength(1);
  expect(await greeting(url)).toBe("Hello again");
  type Tasks = { tasks: { id: string; exitCode?: number; stoppedReason?: string }[] };
  const { tasks } = await fairway.read<Tasks>("/v1/services/shop/tasks");
  expect(tasks.find(({ id }) => id === victim?.taskId)).toMatchObject({
    exitCode: 137,
    stoppedReason: "Essential container in task exited",
  });
});

test("a service with count 0 has everything but tasks, and runs as soon as it is scaled", async () => {
  const deployment = await fairway.deploy("quiet", { ...hello, count: 0 });
  expect(deployment).toMatchObject({ status: "SUCCEEDED", url: expect.stringMatching(/^http:/) });
  expect((await fetch(deployment.url as string)).status).toBe(503);

  expect(await scale("quiet", 1)).toBe(202);
  await runningTasks("quiet", 1);
  const status = await fairway.eventually("the new task answers", async () => {
    const answer = await fetch(deployment.url as string);
    return answer.status === 200 ? answer.status : undefined;
  });
  expect(status).toBe(200);
});

describe("a service with HTTPS", () => {
  test("answers on the certificate's address, and sends plain HTTP there", async () => {
    const { CertificateArn } = await aws.acm.send(new RequestCertificateCommand({ DomainName: "shop.example.com" }));
    await fairway.eventually("the certificate is issued", async () => {
      const { Certificate } = await aws.acm.send(new DescribeCertificateCommand({ CertificateArn }));
      return Certificate?.Status === "ISSUED" ? true : undefined;
    });
    const deployment = await fairway.deploy("safe", { ...hello, https: { certificateArn: CertificateArn } });

    expect(deployment).toMatchObject({ status: "SUCCEEDED", url: expect.stringMatching(/^https:/) });
    const secure = deployment.url as string;
    expect(await getSecurely(secure)).toMatchObject({ status: 200, commonName: "shop.example.com" });
    const plain = await fetch(secure.replace(/^https:/, "http:"), { redirect: "manual" });
    expect(plain.status).toBe(301);
    expect(await getSecurely(plain.headers.get("location") ?? "")).toMatchObject({ status: 200 });
  });

  test("is refused where its certificate is not there, with the field", async () => {
    const certificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555";
    expect(await fairway.deploy("unsafe", { ...hello, https: { certificateArn } })).toMatchObject({
      status: "FAILED_CLEAN",
      error: { name: "Refused", problems: [{ field: "https.certificateArn" }] },
    });
  });
});

/** One request that takes the certificate for what it is: the local cloud's own. */
function getSecurely(address: string): Promise<{ status: number | undefined; commonName: string | undefined }> {
  return new Promise((resolve, reject) => {
    const outgoing = request(address, { rejectUnauthorized: false, agent: false }, (answer) => {
      const { CN } = (answer.socket as import("node:tls").TLSSocket).getPeerCertificate().subject;
      answer.resume().once("end", () => resolve({ status: answer.statusCode, commonName: String(CN) }));
    });
    outgoing.once("error", reject).end();
  });
}

describe("a removal", () => {
  test("of a worker and of a web service leaves nothing but their logs", async () => {
    const removed = await Promise.all([fairway.remove("jobs"), fairway.remove("shop")]);

    expect(removed.map(({ status, error }) => ({ status, error }))).toEqual([
      { status: "SUCCEEDED" },
      { status: "SUCCEEDED" },
    ]);
    expect(await left(aws, "jobs")).toEqual(["log-group:/fairway/fairway/jobs"]);
    expect(await left(aws, "shop")).toEqual(["log-group:/fairway/fairway/shop"]);
    await expect(fetch(url)).rejects.toThrow();
    await expect(aws.elbv2.send(new DescribeTargetGroupsCommand({ Names: ["fairway-shop"] }))).rejects.toMatchObject({
      name: "TargetGroupNotFoundException",
    });
  });

  test("asked for twice says that there is no such service any more", async () => {
    expect(await fairway.api.send("DELETE", "/v1/services/shop")).toMatchObject({ status: 404 });
  });

  test("makes room for a service of the same name", async () => {
    const deployment = await fairway.deploy("shop", hello);
    expect(deployment).toMatchObject({ status: "SUCCEEDED" });
    expect(await greeting(deployment.url as string)).toBe("Hello from Fairway");
    const { releases } = await fairway.read<{ releases: { deploymentId: string }[] }>("/v1/services/shop/releases");
    expect(releases.length).toBeGreaterThan(2);
    expect(releases.at(0)).toMatchObject({ deploymentId: deployment.id, result: "SUCCEEDED" });
  });
});

test("no call of all this was denied or not implemented", () => {
  const refused = fairway.running.local.edge.callLog
    .entries()
    .filter(({ errorCode = "" }) =>
      /AccessDenied|UnauthorizedOperation|NotImplemented|InternalFailure/.test(errorCode),
    );
  expect(refused).toEqual([]);
});
