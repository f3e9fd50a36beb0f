import type { InvocationResult } from "../../../cloud.ts";
import { draw, type World } from "../../../world/world.ts";
import type { FunctionRunner } from "../runner.ts";
import type { FunctionSettings } from "../state.ts";
import { type Environment, environments } from "./environments.ts";
import { errorPayload, failed, timedOut } from "./errors.ts";
import { endLines, startLine, streamName } from "./log-lines.ts";

/** What a handler is told of its invocation. */
export interface HandlerContext {
  readonly awsRequestId: string;
  readonly functionName: string;
  readonly functionVersion: string;
  readonly invokedFunctionArn: string;
  readonly memoryLimitInMB: string;
  readonly logGroupName: string;
  readonly logStreamName: string;
  getRemainingTimeInMillis(): number;
}

export type InProcessHandler = (event: unknown, context: HandlerContext) => Promise<unknown>;

/**
 * Runs handlers in this process, for simulations: a new environment costs a draw of `lambdaCold`, each invocation a
 * draw of `lambdaWarm`, and each environment takes one invocation at a time, as in AWS.
 *
 * A handler that outlives its timeout cannot be ended here: its caller gets the error in time, and what it does
 * afterwards still happens, like a write that lands late. Its environment is not used again.
 */
export function inProcessRunner(
  world: World,
  handlers: ReadonlyMap<string, InProcessHandler>,
  options: { idleMilliseconds?: number } = {},
): FunctionRunner {
  const { clock, random, profile } = world;
  const start = (settings: FunctionSettings): Environment & { usable: boolean; stream: string } => ({
    usable: true,
    stream: streamName(clock.now(), settings.version, random.characters(32)),
    end() {
      this.usable = false;
    },
  });
  const pool = environments(clock, start, options.idleMilliseconds ?? 300_000);

  return {
    async invoke(settings, payload, request) {
      const handler = handlers.get(settings.functionName);
      if (!handler)
        return failed({
          errorType: "Runtime.ImportModuleError",
          errorMessage: `No handler was given for ${settings.functionName}.`,
        });
      const { environment, cold } = pool.take(settings);
      const initMilliseconds = cold ? draw(world, profile.lambdaCold) : undefined;
      if (initMilliseconds) await clock.sleep(initMilliseconds);
      const log = (messages: readonly string[]): void =>
        request.log(
          environment.stream,
          messages.map((message) => ({ timestamp: clock.now(), message })),
        );
      const began = clock.now();
      const deadline = began + settings.timeoutSeconds * 1_000;
      log([startLine(request.requestId, settings)]);
      const overhead = draw(world, profile.lambdaWarm);
      if (overhead) await clock.sleep(overhead);
      const context: HandlerContext = {
        awsRequestId: request.requestId,
        functionName: settings.functionName,
        functionVersion: settings.version,
        invokedFunctionArn: settings.functionArn,
        memoryLimitInMB: String(settings.memoryMegabytes),
        logGroupName: settings.logGroup,
        logStreamName: environment.stream,
        getRemainingTimeInMillis: () => Math.max(0, deadline - clock.now()),
      };
      const { promise: over, resolve: expire } = Promise.withResolvers<InvocationResult>();
      const timer = clock.schedule(deadline - clock.now(), () => {
        environment.usable = false;
        expire(timedOut(request.requestId, settings.timeoutSeconds));
      });
      const result = await Promise.race([run(handler, payload, context), over]);
      timer.cancel();
      log(
        endLines(settings, {
          requestId: request.requestId,
          durationMilliseconds: clock.now() - began,
          initMilliseconds,
          usedMegabytes: settings.memoryMegabytes,
        }),
      );
      pool.give(settings, environment);
      return result;
    },
    retire: pool.retire,
    close: async () => pool.close(),
  };
}

/** Event and answer pass through JSON, as they would on their way to another process. */
async function run(handler: InProcessHandler, payload: unknown, context: HandlerContext): Promise<InvocationResult> {
  try {
    const answer = await handler(structuredCopy(payload), context);
    return { kind: "result", payload: structuredCopy(answer) };
  } catch (thrown) {
    return failed(errorPayload(thrown));
  }
}

function structuredCopy(value: unknown): unknown {
  return value === undefined ? null : JSON.parse(JSON.stringify(value) ?? "null");
}
