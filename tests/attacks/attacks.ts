import { SignJWT } from "jose";
import type { Role } from "../../shared/store/tokens.ts";
import type { TestAnswer, TestApi, TestRequest } from "../unit/functions/api/api.ts";
import { issuedAt, type TestIssuer } from "../unit/shared/oidc/issuer.ts";

/** Stands in every input of every attack, and must be nowhere afterwards. */
export const canary = "canary0of0the0attack";

/** What an attacker has: the API, tokens of every role, and an identity provider that signs what it is asked to. */
export interface Target {
  readonly api: TestApi;
  readonly issuer: TestIssuer;
}

/** Something that must not work: what is tried, and how it is answered. */
export interface Attack {
  readonly what: string;
  readonly status: number;
  try(target: Target): Promise<TestAnswer>;
}

const manifest = { image: `nginx:${canary}`, variables: { KEY: canary } };
const reason = { reason: canary };

/** Each command beyond a role: what it is, and the least role that may. */
const commands: readonly (readonly [least: Role, method: string, path: string, body?: unknown])[] = [
  ["operator", "POST", "/v1/services/orders/scale", { count: 3 }],
  ["operator", "POST", "/v1/services/orders/rollback", reason],
  ["operator", "POST", "/v1/services/orders/restart", reason],
  ["operator", "POST", "/v1/services/orders/repair", reason],
  ["operator", "PUT", "/v1/locks/orders", reason],
  ["operator", "DELETE", "/v1/locks/orders"],
  ["operator", "POST", "/v1/deployments/d-1/approve", reason],
  ["operator", "POST", "/v1/deployments/d-1/reject", reason],
  ["operator", "GET", "/v1/dead-letters"],
  ["operator", "POST", "/v1/dead-letters/x-1/replay"],
  ["deployer", "PUT", `/v1/services/orders?reason=${canary}`, manifest],
  ["deployer", "POST", "/v1/services", { name: "orders", ...manifest }],
  ["deployer", "DELETE", `/v1/services/orders?reason=${canary}`],
  ["deployer", "POST", `/v1/deployments/d-1/cancel?reason=${canary}`],
  ["admin", "GET", "/v1/tokens"],
  ["admin", "POST", "/v1/tokens", { name: canary, role: "admin" }],
  ["admin", "DELETE", "/v1/tokens/abcdefgh12"],
  ["admin", "GET", "/v1/audit"],
];

const roles: readonly Role[] = ["viewer", "operator", "deployer", "admin"];

const beyondTheRole: readonly Attack[] = roles.flatMap((role) =>
  commands
    .filter(([least]) => roles.indexOf(least) > roles.indexOf(role))
    .map(([, method, path, body]) => ({
      what: `a ${role}: ${method} ${path.split("?")[0]}`,
      status: 403,
      try: async ({ api }) => api.call(method, path, { token: await api.token(role), body }),
    })),
);

const put = async ({ api }: Target, more: TestRequest, path = "/v1/services/orders"): Promise<TestAnswer> =>
  api.call("PUT", path, { token: await api.token("deployer"), body: manifest, ...more });

const withToken =
  (make: (target: Target) => Promise<string> | string): Attack["try"] =>
  async (target) =>
    put(target, { token: await make(target) });

const falseTokens: readonly Attack[] = [
  { what: "no token", status: 401, try: ({ api }) => api.call("PUT", "/v1/services/orders", { body: manifest }) },
  { what: "a text that is no token", status: 401, try: withToken(() => canary) },
  {
    what: "a token that nobody made",
    status: 401,
    try: withToken(() => `fw_${canary.slice(0, 10)}_${"A".repeat(40)}`),
  },
  {
    what: "a token with another's secret",
    status: 401,
    try: withToken(async ({ api }) => (await api.token("admin")).replace(/_[^_]*$/, `_${"B".repeat(40)}`)),
  },
  {
    what: "an expired token",
    status: 401,
    try: async (target) => {
      const token = await target.api.token("admin", { expiresInDays: 1 });
      target.api.time += 24 * 3600_000;
      return put(target, { token });
    },
  },
  {
    what: "a revoked token",
    status: 401,
    try: async (target) => {
      const token = await target.api.token("deployer");
      await target.api.store.tokens.remove(token.split("_")[1] ?? "");
      return put(target, { token });
    },
  },
  {
    what: "a token in the query",
    status: 401,
    try: async ({ api }) =>
      api.call("PUT", `/v1/services/orders?token=${await api.token("admin")}`, { body: manifest }),
  },
  {
    what: "a token as a password",
    status: 401,
    try: async (target) => {
      const basic = Buffer.from(`admin:${await target.api.token("admin")}`).toString("base64");
      return target.api.call("PUT", "/v1/services/orders", {
        body: manifest,
        headers: { authorization: `Basic ${basic}` },
      });
    },
  },
];

const idToken =
  (make: (target: Target) => Promise<string>): Attack["try"] =>
  async (target) =>
    target.api.call("POST", "/v1/tokens/oidc", { body: { idToken: await make(target) } });

const forged = (claims: object, head: object, secret: Uint8Array): Promise<string> =>
  new SignJWT({ ...claims }).setProtectedHeader({ alg: "HS256", ...head }).sign(secret);

const claimsOf = ({ issuer }: Target) => ({
  iss: issuer.url,
  sub: "repo:acme/orders:ref:refs/heads/main",
  aud: "fairway",
  repository_id: "1001",
  repository_owner_id: "77",
  ref: "refs/heads/main",
  iat: issuedAt,
  exp: issuedAt + 300,
  jti: canary,
});

const base64 = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

const forgedIdTokens: readonly Attack[] = [
  {
    what: "an ID token that is not signed (alg none)",
    status: 422,
    try: idToken(async (target) => `${base64({ alg: "none" })}.${base64(claimsOf(target))}.`),
  },
  {
    what: "an ID token of alg none with a signature",
    status: 401,
    try: idToken(async (target) => `${base64({ alg: "none" })}.${base64(claimsOf(target))}.AAAA`),
  },
  {
    what: "an ID token signed by the public key as a secret (HS256)",
    status: 401,
    try: idToken((target) => {
      const key = target.issuer.publicKey();
      return forged(claimsOf(target), { kid: key.kid }, Buffer.from(JSON.stringify(key)));
    }),
  },
  {
    what: "an ID token whose claims were altered after signing",
    status: 401,
    try: idToken(async (target) => {
      const [head, , signature] = (await target.issuer.sign()).split(".");
      return `${head}.${base64({ ...claimsOf(target), repository_id: "1001", ref: "refs/heads/main" })}.${signature}`;
    }),
  },
  ...(
    [
      ["for another audience", 401, { aud: `https://github.com/${canary}` }],
      ["of another issuer", 401, { iss: `https://${canary}.example` }],
      ["of an issuer that begins like ours", 401, { iss: "https://token.actions.githubusercontent.com.evil.example" }],
      ["that has expired", 401, { exp: issuedAt - 60 }],
      ["that does not hold yet", 401, { nbf: issuedAt + 600, iat: issuedAt + 600, exp: issuedAt + 900 }],
      ["that is a day old", 401, { iat: issuedAt - 86_400 }],
      ["without an id, which could be used again and again", 401, { jti: undefined }],
      ["whose id is no text", 401, { jti: 7 as never }],
      ["of another repository", 403, { repository_id: "1002" }],
      ["of a repository that took over the name", 403, { repository_id: "1002", repository: "acme/orders" }],
      ["of another owner", 403, { repository_owner_id: "78" }],
      ["of another branch", 403, { ref: "refs/heads/evil" }],
      ["of a branch that begins like ours", 403, { ref: "refs/heads/main-evil" }],
      ["of a pull request", 403, { ref: "refs/pull/7/merge" }],
      ["with a list where a text is wanted", 403, { ref: ["refs/heads/main", "refs/heads/evil"] }],
    ] as const
  ).map(([how, status, claims]) => ({
    what: `an ID token ${how}`,
    status,
    try: idToken(({ issuer }) => issuer.sign(claims as never)),
  })),
  {
    what: "an ID token that names a key nobody published",
    status: 401,
    try: idToken(({ issuer }) => issuer.sign({}, { kid: canary })),
  },
  {
    what: "an ID token that was used before",
    status: 401,
    try: async (target) => {
      const used = await target.issuer.sign();
      await target.api.call("POST", "/v1/tokens/oidc", { body: { idToken: used } });
      return target.api.call("POST", "/v1/tokens/oidc", { body: { idToken: used } });
    },
  },
];

const scoped =
  (method: string, path: string, body?: unknown): Attack["try"] =>
  async ({ api }) =>
    api.call(method, path, { token: await api.token("admin", { scope: ["team-*"] }), body });

const elsewhere: readonly Attack[] = [
  { what: "a service out of the scope", status: 403, try: scoped("PUT", "/v1/services/orders", manifest) },
  { what: "a service that begins like the scope's", status: 403, try: scoped("DELETE", "/v1/services/teams") },
  { what: "the lock on all, with a scope", status: 403, try: scoped("PUT", "/v1/locks/*", reason) },
  { what: "tokens, with a scope", status: 403, try: scoped("POST", "/v1/tokens", { name: canary, role: "admin" }) },
  { what: "the audit, with a scope", status: 403, try: scoped("GET", "/v1/audit") },
  {
    what: "another service's name in the manifest",
    status: 422,
    try: (target) => put(target, { body: { name: "payments", ...manifest } }),
  },
  ...[
    "..%2fpayments",
    "%2e%2e",
    "..",
    `ORDERS-${canary}`,
    "__proto__",
    `a${canary.repeat(3)}`,
    "orders;rm",
    "orders%00",
  ].map(
    (name): Attack => ({
      what: `the name ${name.slice(0, 16)}`,
      status: 422,
      try: (target) => put(target, {}, `/v1/services/${name}`),
    }),
  ),
];

const text = (body: string | Uint8Array, type = "application/json"): Attack["try"] => {
  return (target) => put(target, { body, headers: { "content-type": type } });
};

const badBodies: readonly Attack[] = [
  { what: "a body of 65 KB", status: 413, try: text(`{"image": "${canary.repeat(4_000)}"}`) },
  { what: "a body that is no text", status: 400, try: text(Uint8Array.from([0xff, 0xfe, 0xfd])) },
  {
    what: "a body of 65 KB where none is wanted",
    status: 413,
    try: async ({ api }) =>
      api.call("DELETE", "/v1/services/orders", { token: await api.token("deployer"), body: canary.repeat(4_000) }),
  },
  {
    what: "a body that is no text, from nobody",
    status: 400,
    try: ({ api }) => api.call("POST", "/v1/tokens/oidc", { body: Uint8Array.from([0xc3, 0x28]) }),
  },
  {
    what: "JSON a thousand levels deep",
    status: 400,
    try: text(`{"${canary}": ${"[".repeat(1000)}${"]".repeat(1000)}}`),
  },
  { what: "YAML a thousand levels deep", status: 400, try: text(`${canary}: ${"[".repeat(1000)}`, "application/yaml") },
  { what: "a reach into prototypes", status: 400, try: text(`{"__proto__": {"image": "${canary}"}}`) },
  { what: "a reach into constructors", status: 400, try: text(`{"constructor": {"prototype": {"x": "${canary}"}}}`) },
  {
    what: "a reach into prototypes by the query",
    status: 400,
    try: (target) => put(target, {}, "/v1/services/orders?__proto__=1"),
  },
  { what: "aliases that unfold", status: 400, try: text(`a: &a [${canary}]\nb: [*a, *a]`, "application/yaml") },
  {
    what: "a tag that would run something",
    status: 400,
    try: text(`image: !!js/function ${canary}`, "application/yaml"),
  },
  { what: "the same key twice", status: 400, try: text(`{"image": "nginx", "image": "${canary}"}`) },
  { what: "a type that is not read", status: 415, try: text(`<image>${canary}</image>`, "application/xml") },
  {
    what: "a field that there is not",
    status: 422,
    try: (target) => put(target, { body: { ...manifest, privileged: true } }),
  },
  {
    what: "a secret's value in place of its name",
    status: 422,
    try: (target) => put(target, { body: { image: "nginx:1", secrets: { KEY: `hunter2 ${canary}` } } }),
  },
  {
    what: "a line in the reason",
    status: 400,
    try: (target) => put(target, {}, `/v1/services/orders?reason=a%0a${canary}`),
  },
  {
    what: "something said twice",
    status: 400,
    try: (target) => put(target, {}, `/v1/services/orders?reason=a&reason=${canary}`),
  },
];

export const attacks: readonly Attack[] = [
  ...beyondTheRole,
  ...falseTokens,
  ...forgedIdTokens,
  ...elsewhere,
  ...badBodies,
];
