import { zipSync } from "fflate";
import type { Cloud, LogLine, QueuesPort } from "../../../../../local/cloud.ts";
import type { Call, Host, Input, OperationName, Output } from "../../../../../local/edge/contract.ts";
import { createLambda, type FunctionRunner, type Lambda } from "../../../../../local/services/lambda/index.ts";
import type { Clock } from "../../../../../local/world/clock.ts";
import { laptop, type Profile } from "../../../../../local/world/profile.ts";
import { seededRandom } from "../../../../../local/world/random.ts";

export const roleArn = "arn:aws:iam::123456789012:role/test";

/** A host with a role that exists and logs that remember their messages by group. */
export function makeHost(
  clock: Clock,
  profile: Profile = laptop,
): {
  host: Host;
  logged: Map<string, string[]>;
  /** What was put on queues, in order. */
  sent: { queueArn: string; body: unknown; attributes?: Readonly<Record<string, string>>; by: string }[];
  /** Resolves once a line that begins with `start` is written. */
  onLog(start: string): Promise<void>;
} {
  const logged = new Map<string, string[]>();
  const sent: ReturnType<typeof makeHost>["sent"] = [];
  const awaited = new Map<string, () => void>();
  const cloud = {
    identity: {
      hasRole: (arn: string) => arn === roleArn,
      assume: () => ({
        accessKeyId: "ASIATEST",
        secretAccessKey: "secret",
        sessionToken: "token",
        expiration: clock.now() + 3_600_000,
      }),
    },
    logs: {
      write(group: string, _stream: string, lines: readonly LogLine[]) {
        logged.set(group, [...(logged.get(group) ?? []), ...lines.map((line) => line.message)]);
        for (const { message } of lines)
          for (const [start, resolve] of awaited) if (message.startsWith(start)) resolve();
      },
    },
    queues: {
      send(queueArn, { body, attributes }, by) {
        sent.push({
          queueArn,
          body: JSON.parse(body),
          ...(attributes && { attributes }),
          by: by.kind === "role" ? by.roleArn : by.kind,
        });
        return "message";
      },
    } as Partial<QueuesPort>,
    tags: { provide: () => {} },
  } as unknown as Cloud;
  return {
    host: { world: { clock, random: seededRandom(1), profile, account: "123456789012", region: "us-east-1" }, cloud },
    logged,
    sent,
    onLog: (start) => new Promise<void>((resolve) => awaited.set(start, resolve)),
  };
}

/** Calls operations of a Lambda as its administrator. */
export function lambdaOn(host: Host, runner: FunctionRunner) {
  const lambda: Lambda = createLambda(host, { runner });
  let calls = 0;
  const run = <Name extends OperationName<"lambda"> & string>(operation: Name, input: Input<"lambda", Name>) => {
    const call: Call = {
      principal: { kind: "administrator", arn: "arn:aws:iam::123456789012:root" },
      requestId: `request-${++calls}`,
    };
    return lambda.service.run(operation, input, call) as Promise<Output<"lambda", Name>>;
  };
  return { lambda, run };
}

/** A zip file with one file in it. */
export function zip(source: string, name = "index.js"): Uint8Array {
  return zipSync({ [name]: Buffer.from(source) });
}

export function decode(payload: Uint8Array | undefined): unknown {
  return JSON.parse(Buffer.from(payload ?? []).toString());
}
