import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { describeMemory, fargateCpus, fargateMemory } from "../../../../shared/model/fargate-sizes.ts";
import { parseManifest } from "../../../../shared/model/parse-manifest.ts";

fc.configureGlobal({ seed: 1 });

const least = { name: "orders", image: "nginx:1.27" };

function problemsOf(manifest: unknown): readonly (readonly [string, string])[] {
  return (parseManifest(manifest).problems ?? []).map(({ field, message }) => [field, message] as const);
}

describe("a manifest", () => {
  test("needs only a name and an image", () => {
    expect(parseManifest(least).spec).toEqual({
      type: "web",
      name: "orders",
      image: "nginx:1.27",
      port: 8080,
      cpu: 256,
      memory: 512,
      architecture: "X86_64",
      count: 1,
      variables: {},
      secrets: {},
      capacityProviderStrategy: [{ capacityProvider: "FARGATE", base: 0, weight: 1 }],
      minimumHealthyPercent: 100,
      maximumPercent: 200,
      healthCheck: {
        path: "/",
        intervalSeconds: 5,
        timeoutSeconds: 4,
        healthyThreshold: 2,
        unhealthyThreshold: 3,
        gracePeriodSeconds: 60,
        matcher: "200-399",
      },
      deregistrationDelaySeconds: 10,
      onFailure: "rollback",
      onDrift: "report",
      restartOnSecretChange: true,
      stopTimeoutSeconds: 10,
      network: {},
      logRetentionDays: 30,
      tags: {},
    });
  });

  test("of a worker has nothing that only a load balancer needs", () => {
    const { spec } = parseManifest({ ...least, type: "worker", command: ["node", "work.js"] });

    expect(spec).toMatchObject({ type: "worker", command: ["node", "work.js"] });
    for (const field of ["port", "healthCheck", "https", "deregistrationDelaySeconds"]) {
      expect(spec).not.toHaveProperty(field);
    }
  });

  test("means the same in YAML as in JSON", () => {
    const yaml = `
      name: orders
      image: nginx:1.27          # from Docker Hub
      count: 0
      variables: { LOG_LEVEL: info }
      secrets:
        DATABASE_URL: /orders/database-url
      healthCheck:
        path: /health
      capacityProviderStrategy:
        - { capacityProvider: FARGATE, base: 1, weight: 0 }
        - { capacityProvider: FARGATE_SPOT }
    `;
    const json = {
      ...least,
      count: 0,
      variables: { LOG_LEVEL: "info" },
      secrets: { DATABASE_URL: "/orders/database-url" },
      healthCheck: { path: "/health" },
      capacityProviderStrategy: [
        { capacityProvider: "FARGATE", base: 1, weight: 0 },
        { capacityProvider: "FARGATE_SPOT" },
      ],
    };

    expect(parseManifest(yaml).spec).toBeDefined();
    expect(parseManifest(yaml)).toEqual(parseManifest(json));
    expect(parseManifest(JSON.stringify(json))).toEqual(parseManifest(json));
  });

  test("is answered with all its problems at once", () => {
    const problems = problemsOf({ name: "Orders-", cpu: 300, count: -1, healthCheck: { path: "health" } });

    expect(problems.map(([field]) => field)).toEqual(["name", "image", "cpu", "count", "healthCheck.path"]);
  });

  test("is answered, never thrown at, whatever comes", () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.json(), fc.string()), (document) => {
        const { spec, problems } = parseManifest(document);
        expect(spec === undefined).toBe(problems !== undefined && problems.length > 0);
      }),
    );
  });

  test("may have any field of any type without being taken for another", () => {
    const fields = [
      "name",
      "type",
      "image",
      "port",
      "cpu",
      "memory",
      "variables",
      "secrets",
      "network",
      "tags",
      "https",
    ];
    fc.assert(
      fc.property(fc.constantFrom(...fields), fc.jsonValue(), (field, value) => {
        for (const problem of parseManifest({ ...least, [field]: value }).problems ?? []) {
          expect(problem.field === field || problem.field === "" || /^(memory|\w+[.[])/.test(problem.field)).toBe(true);
        }
      }),
    );
  });
});

describe("a field that is wrong is named, with what to do", () => {
  test.each<[string, Record<string, unknown>, string, RegExp]>([
    ["missing", { image: undefined }, "image", /^is missing$/],
    ["unknown", { replica: 1 }, "replica", /leave it out$/],
    ["misspelt", { heathCheck: {} }, "heathCheck", /did you mean healthCheck\?/],
    ["misspelt further down", { healthCheck: { pth: "/" } }, "healthCheck.pth", /did you mean healthCheck.path\?/],
    [
      "misspelt in a list",
      { capacityProviderStrategy: [{ capacityProvider: "FARGATE", wieght: 1 }] },
      "capacityProviderStrategy[0].wieght",
      /did you mean capacityProviderStrategy\[0\].weight\?/,
    ],
    ["called as elsewhere", { environment: {} }, "environment", /did you mean variables\?/],
    ["a number for a string", { name: 7 }, "name", /^must be a string, not a number: put quotes around it$/],
    ["a string for a number", { port: "80" }, "port", /^must be a number, not a string$/],
    ["null", { variables: null }, "variables", /^must be an object, not null$/],
    ["a list for an object", { healthCheck: [] }, "healthCheck", /^must be an object, not an array$/],
    ["not whole", { count: 1.5 }, "count", /^must be a whole number$/],
    ["too small", { count: -1 }, "count", /^must be at least 0$/],
    ["too large", { port: 65_536 }, "port", /^must be at most 65535$/],
    ["an empty command", { command: [] }, "command", /^must hold at least 1 entries$/],
    ["not one of the choices", { architecture: "arm" }, "architecture", /^must be one of X86_64, ARM64$/],
    [
      "no period of CloudWatch Logs",
      { logRetentionDays: 31 },
      "logRetentionDays",
      /^must be one of 1, 3, 5, 7, 14, 30, /,
    ],
    ["a name with a capital", { name: "Orders" }, "name", /1 to 24 lower-case letters/],
    ["a name with a hyphen at its end", { name: "orders-" }, "name", /not end with a hyphen/],
    ["a reserved name", { name: "internal-orders" }, "name", /not begin with internal-/],
    ["a name too long", { name: "a".repeat(25) }, "name", /1 to 24/],
    ["no image", { image: "Nginx latest" }, "image", /must be an image: nginx:1.27/],
    ["a bad variable name", { variables: { "1A": "x" } }, "variables.1A", /does not begin with a digit/],
    [
      "a variable that YAML took for a number",
      { variables: { VERSION: 1.1 } },
      "variables.VERSION",
      /put quotes around it/,
    ],
    ["a reserved tag", { tags: { "aws:x": "y" } }, "tags.aws:x", /may not begin with aws: or fairway:/],
    [
      "our own tag",
      { tags: { "Fairway:service": "y" } },
      "tags.Fairway:service",
      /may not begin with aws: or fairway:/,
    ],
    [
      "a health check path without its slash",
      { healthCheck: { path: "health" } },
      "healthCheck.path",
      /must begin with \//,
    ],
    ["status codes that cannot be", { healthCheck: { matcher: "200-600" } }, "healthCheck.matcher", /from 200 to 499/],
    ["status codes backwards", { healthCheck: { matcher: "399-200" } }, "healthCheck.matcher", /runs backwards/],
    [
      "a timeout beyond the interval",
      { healthCheck: { timeoutSeconds: 5 } },
      "healthCheck.timeoutSeconds",
      /5 must be below healthCheck.intervalSeconds, which is 5/,
    ],
    [
      "a certificate that is none",
      { https: { certificateArn: "mine" } },
      "https.certificateArn",
      /ARN of a certificate in ACM/,
    ],
    ["a secret's value", { secrets: { KEY: "two words" } }, "secrets.KEY", /never the secret itself/],
    ["a VPC that is none", { network: { vpcId: "default" } }, "network.vpcId", /must be a VPC's id/],
    [
      "a subnet twice",
      { network: { subnetIds: ["subnet-0a0a0a0a", "subnet-0a0a0a0a"] } },
      "network.subnetIds",
      /twice/,
    ],
    [
      "a worker's port",
      { type: "worker", port: 80 },
      "port",
      /a worker has no load balancer.*leave it out, or set type to web/,
    ],
    [
      "two bases",
      {
        capacityProviderStrategy: [
          { capacityProvider: "FARGATE", base: 1 },
          { capacityProvider: "FARGATE_SPOT", base: 1 },
        ],
      },
      "capacityProviderStrategy",
      /only one entry may have a base/,
    ],
    [
      "a provider twice",
      { capacityProviderStrategy: [{ capacityProvider: "FARGATE" }, { capacityProvider: "FARGATE" }] },
      "capacityProviderStrategy",
      /twice/,
    ],
    [
      "no weight",
      { capacityProviderStrategy: [{ capacityProvider: "FARGATE", weight: 0 }] },
      "capacityProviderStrategy",
      /needs a weight above 0/,
    ],
    [
      "percents that let nothing move",
      { minimumHealthyPercent: 50, maximumPercent: 100 },
      "minimumHealthyPercent",
      /keeps 1 and maximumPercent 100 % allows 1: ECS could neither/,
    ],
    [
      "a drain beyond the deadline",
      { deregistrationDelaySeconds: 3600 },
      "deregistrationDelaySeconds",
      /would take 3640 s at best, and is given up after 900 s/,
    ],
    [
      "a drain beyond Spot's notice",
      { deregistrationDelaySeconds: 115, capacityProviderStrategy: [{ capacityProvider: "FARGATE_SPOT" }] },
      "deregistrationDelaySeconds",
      /120 s of notice/,
    ],
    [
      "a variable that is a secret too",
      { variables: { A: "1" }, secrets: { A: "/a" } },
      "variables.A",
      /stands in secrets too/,
    ],
    [
      "too many variables",
      { variables: Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`V${index}`, ""])) },
      "variables",
      /101 variables and secrets are more than 100/,
    ],
    [
      "too long variables",
      { variables: { A: "a b ".repeat(9000) } },
      "variables",
      /bytes of variables are more than 32768/,
    ],
    [
      "too many tags",
      { tags: Object.fromEntries(Array.from({ length: 41 }, (_, index) => [`t${index}`, ""])) },
      "tags",
      /41 tags are more than 40/,
    ],
    [
      "tags too large to be kept with every resource",
      { tags: Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`t${index}`, "字".repeat(256)])) },
      "tags",
      /bytes of tags are more than 16384/,
    ],
  ])("%s", (_what, change, field, message) => {
    expect(problemsOf({ ...least, ...change })).toEqual([[field, expect.stringMatching(message)]]);
  });
});

describe("cpu and memory", () => {
  test("take every pair that Fargate has, and no other", () => {
    const sizes = [...new Set(fargateCpus.flatMap((cpu) => [...fargateMemory[cpu]]))];
    for (const cpu of fargateCpus) {
      for (const memory of sizes) {
        const isValid = (fargateMemory[cpu] as readonly number[]).includes(memory);
        expect([cpu, memory, problemsOf({ ...least, cpu, memory }).length]).toEqual([cpu, memory, isValid ? 0 : 1]);
      }
    }
  });

  test("that do not go together are answered with what goes with that cpu", () => {
    expect(problemsOf({ ...least, cpu: 512, memory: 512 })).toEqual([
      ["memory", "512 MiB does not go with cpu 512: Fargate takes 1024, 2048, 3072 or 4096"],
    ]);
    expect(describeMemory(8192)).toBe("16384 to 61440 in steps of 4096");
  });

  test("default to the least memory of the cpu", () => {
    expect(parseManifest({ ...least, cpu: 2048 }).spec?.memory).toBe(4096);
  });
});

describe("images", () => {
  test.each([
    "nginx",
    "nginx:1.27",
    "library/nginx:1.27-alpine",
    "public.ecr.aws/docker/library/nginx:1.27",
    "123456789012.dkr.ecr.us-east-1.amazonaws.com/team/orders_api:v1.4",
    "localhost:5000/orders",
    `nginx@sha256:${"0".repeat(64)}`,
    `nginx:1.27@sha256:${"0".repeat(64)}`,
  ])("%s is one", (image) => {
    expect(problemsOf({ ...least, image })).toEqual([]);
  });

  test.each([
    "",
    "nginx:",
    ":1.27",
    "https://nginx",
    "nginx latest",
    "nginx@sha256:1",
    "a//b",
    "a/../b",
    "-a",
    "a:b:c",
  ])("%j is none", (image) => {
    expect(problemsOf({ ...least, image })).toHaveLength(1);
  });

  test("are told from others in no time, however they are made", () => {
    const image = `${"a-".repeat(250)}!`;
    expect(problemsOf({ ...least, image })).toHaveLength(1);
  });
});

describe("deployOnPush", () => {
  const image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/orders:1.4";

  test.each([{ tag: "v*" }, { tag: "main" }, { semver: ">=1 <3" }])("takes %j", (deployOnPush) => {
    expect(parseManifest({ ...least, image, deployOnPush }).spec).toMatchObject({ deployOnPush });
  });

  test.each([
    [{}, "deployOnPush", /either tag or semver/],
    [{ tag: "v*", semver: "1.x" }, "deployOnPush", /either tag or semver/],
    [{ semver: "newest" }, "deployOnPush.semver", /range of versions/],
    [{ tag: "a b" }, "deployOnPush.tag", /must be a tag/],
    [{ tags: "v*" }, "deployOnPush.tags", /did you mean deployOnPush\.tag\?/],
    ["v*", "deployOnPush", /must be an object/],
  ])("refuses %j, and says why", (deployOnPush, field, message) => {
    expect(problemsOf({ ...least, image, deployOnPush })).toEqual([[field, expect.stringMatching(message)]]);
  });

  test("is for images in ECR, which alone tells of pushes", () => {
    expect(problemsOf({ ...least, deployOnPush: { tag: "v*" } })).toEqual([
      ["deployOnPush", expect.stringMatching(/only ECR tells of pushes/)],
    ]);
  });
});
