import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from "jose";
import type { OidcRule } from "../../../../shared/config/oidc-rules.ts";

/** An identity provider that stands in for GitHub: real keys, published over real HTTP on the loopback. */
export interface TestIssuer {
  readonly url: string;
  /** How often its keys were asked for. */
  readonly asked: () => number;
  /** What it answers instead of its keys. */
  fault: { status: number; body: string } | undefined;
  /** Signs from now on with another key, and publishes that beside the old one. */
  rotate(): Promise<void>;
  /** A token as GitHub gives it, with other claims or another head where a forger would have them. */
  sign(claims?: JWTPayload, head?: { alg?: string; kid?: string }): Promise<string>;
  /** Its public key: what a forger knows. */
  publicKey(): JWK;
  rule(more?: Partial<OidcRule>): OidcRule;
  close(): Promise<void>;
}

/** 2026-11-23T00:00:00Z, as the workbench has it. */
export const issuedAt = Date.UTC(2026, 10, 23) / 1000;

const github = {
  sub: "repo:acme/orders:ref:refs/heads/main",
  aud: "fairway",
  repository: "acme/orders",
  repository_id: "1001",
  repository_owner_id: "77",
  ref: "refs/heads/main",
  job_workflow_ref: "acme/deploys/.github/workflows/deploy.yml@refs/heads/main",
};

export async function startIssuer(alg: "RS256" | "ES256" = "RS256"): Promise<TestIssuer> {
  const published: JWK[] = [];
  let key: { privateKey: CryptoKey; kid: string } | undefined;
  let asked = 0;
  let drawn = 0;
  const rotate = async (): Promise<void> => {
    const { publicKey, privateKey } = await generateKeyPair(alg);
    const kid = `key-${published.length + 1}`;
    published.push({ ...(await exportJWK(publicKey)), kid, alg, use: "sig" });
    key = { privateKey, kid };
  };
  await rotate();
  const server: Server = createServer((_request, response) => {
    asked++;
    const { status, body } = issuer.fault ?? { status: 200, body: JSON.stringify({ keys: published }) };
    response.writeHead(status, { "content-type": "application/json" }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const issuer: TestIssuer = {
    url,
    asked: () => asked,
    fault: undefined,
    rotate,
    async sign(claims = {}, head = {}) {
      const { privateKey, kid } = key as { privateKey: CryptoKey; kid: string };
      const times = { iat: issuedAt, nbf: issuedAt, exp: issuedAt + 300, jti: `jti-${++drawn}` };
      return new SignJWT({ iss: url, ...github, ...times, ...claims })
        .setProtectedHeader({ alg, kid, ...head })
        .sign(privateKey);
    },
    publicKey: () => published[0] as JWK,
    rule: (more = {}) => ({
      issuer: url,
      jwksUri: `${url}/jwks`,
      audience: "fairway",
      claims: { repository_id: "1001", repository_owner_id: "77", ref: "refs/heads/main" },
      role: "deployer",
      services: ["orders", "team-*"],
      minutes: 30,
      ...more,
    }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        // Whoever asked may keep its connection for the next time.
        server.closeAllConnections();
      }),
  };
  return issuer;
}
