import type { Action } from "../../../edge/contract.ts";
import type { EcrState } from "../state.ts";

const tokenLifetime = 12 * 3600_000;

export const getAuthorizationToken: Action<"ecr", "GetAuthorizationToken", EcrState> = (_input, { world }) => ({
  authorizationData: [
    {
      authorizationToken: Buffer.from(`AWS:${world.random.characters(32)}`).toString("base64"),
      expiresAt: new Date(world.clock.now() + tokenLifetime),
      proxyEndpoint: `https://${world.account}.dkr.ecr.${world.region}.amazonaws.com`,
    },
  ],
});
