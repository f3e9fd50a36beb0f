import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";

/** The packaged stack, as CloudFormation gets it. */
const { Resources } = JSON.parse(
  readFileSync(new URL("../../.serverless/cloudformation-template-update-stack.json", import.meta.url), "utf8"),
) as { Resources: Record<string, { Type: string; Properties: Record<string, unknown> }> };

interface Target {
  readonly Arn: unknown;
  readonly RetryPolicy?: { readonly MaximumEventAgeInSeconds?: number; readonly MaximumRetryAttempts?: number };
  readonly DeadLetterConfig?: { readonly Arn: unknown };
}

interface InvokeConfig {
  readonly FunctionName: { readonly Ref: string };
  readonly MaximumEventAgeInSeconds?: number;
  readonly MaximumRetryAttempts?: number;
  readonly DestinationConfig?: { readonly OnFailure?: { readonly Destination: unknown } };
}

const ofType = (type: string) => Object.entries(Resources).filter(([, { Type }]) => Type === type);
const deadLetters = { "Fn::GetAtt": ["DeadLetters", "Arn"] };

const targets = ofType("AWS::Events::Rule").flatMap(([rule, { Properties }]) =>
  (Properties.Targets as Target[]).map((target) => [rule, target] as const),
);
const functionsOf = (arn: unknown): string => (arn as { "Fn::GetAtt": [string, string] })["Fn::GetAtt"][0];
const isFunction = (name: string): boolean => Resources[name]?.Type === "AWS::Lambda::Function";

describe("every target of a rule and of a schedule", () => {
  test("there are some", () => expect(targets.length).toBeGreaterThan(8));

  test.each(targets)("%s has retry limits and a dead-letter queue", (_rule, { RetryPolicy, DeadLetterConfig }) => {
    expect(RetryPolicy).toEqual({
      MaximumEventAgeInSeconds: expect.any(Number),
      MaximumRetryAttempts: expect.any(Number),
    });
    expect(DeadLetterConfig?.Arn).toEqual(deadLetters);
  });

  test("a queue is one that takes no more than its rules may send", () => {
    const queues = targets.map(([, { Arn }]) => functionsOf(Arn)).filter((name) => !isFunction(name));
    expect([...new Set(queues)]).toEqual(["ScalerQueue"]);
    const senders = ofType("AWS::Events::Rule")
      .filter(([, { Properties }]) =>
        (Properties.Targets as Target[]).some(({ Arn }) => functionsOf(Arn) === "ScalerQueue"),
      )
      .map(([name]) => ({ "Fn::GetAtt": [name, "Arn"] }));
    const policy = Resources.ScalerQueuePolicy?.Properties.PolicyDocument;
    expect((policy as { Statement: unknown[] }).Statement).toContainEqual(
      expect.objectContaining({
        Effect: "Allow",
        Principal: { Service: "events.amazonaws.com" },
        Action: "sqs:SendMessage",
        Condition: { ArnEquals: { "aws:SourceArn": senders } },
      }),
    );
  });

  test.each([...new Set(targets.map(([, { Arn }]) => functionsOf(Arn)).filter(isFunction))])(
    "%s, which Lambda then invokes in its own time, has limits and gives up to the same queue",
    (name) => {
      const configs = ofType("AWS::Lambda::EventInvokeConfig").map(
        ([, { Properties }]) => Properties as unknown as InvokeConfig,
      );
      const config = configs.find(({ FunctionName }) => FunctionName.Ref === name);
      expect(config?.MaximumEventAgeInSeconds).toEqual(expect.any(Number));
      expect(config?.MaximumRetryAttempts).toEqual(expect.any(Number));
      expect(config?.DestinationConfig?.OnFailure?.Destination).toEqual(deadLetters);
    },
  );
});

describe("the queues", () => {
  test("are encrypted and keep two weeks; what cannot be announced becomes a dead letter", () => {
    for (const name of ["DeadLetters", "AnnouncementQueue"])
      expect(Resources[name]?.Properties).toMatchObject({
        MessageRetentionPeriod: 1_209_600,
        SqsManagedSseEnabled: true,
      });
    expect(Resources.AnnouncementQueue?.Properties.RedrivePolicy).toMatchObject({
      deadLetterTargetArn: deadLetters,
      maxReceiveCount: 5,
    });
  });

  test("are visible again only long after their function has timed out", () => {
    for (const [, { Properties }] of ofType("AWS::Lambda::EventSourceMapping")) {
      const { EventSourceArn, FunctionName } = Properties as { EventSourceArn: unknown; FunctionName: unknown };
      const queue = Resources[functionsOf(EventSourceArn)]?.Properties as { VisibilityTimeout: number };
      const reader = Resources[functionsOf(FunctionName)]?.Properties as { Timeout: number };
      expect(queue.VisibilityTimeout).toBeGreaterThanOrEqual(6 * reader.Timeout);
    }
  });
});
