import type { TaggedResource } from "../../cloud.ts";
import type { RawResponse } from "../../edge/contract.ts";
import { arn, type World } from "../../world/world.ts";
import { answerError, answerJson } from "./answers.ts";
import { type Body, tableName } from "./names.ts";

/** What is kept of each table beside dynalite, which has no time to live and whose tags ignore CreateTable's. */
export interface TableSettings {
  created(name: string, tags: unknown): void;
  deleted(name: string): void;
  tagged(): Iterable<TaggedResource>;
  /** The operations that read and write these settings. */
  readonly answers: Readonly<Record<string, (body: Body) => RawResponse>>;
}

interface Settings {
  readonly tags: Map<string, string>;
  expiryAttribute: string | undefined;
}

export function createTableSettings(world: World): TableSettings {
  const tables = new Map<string, Settings>();
  const on =
    (nameOf: (body: Body) => unknown, act: (settings: Settings, body: Body) => unknown) =>
    (body: Body): RawResponse => {
      const name = tableName(nameOf(body));
      const settings = tables.get(name);
      if (!settings)
        return answerError("ResourceNotFoundException", `Requested resource not found: Table: ${name} not found`);
      const outcome = act(settings, body);
      return outcome instanceof Refusal ? answerError("ValidationException", outcome.message) : answerJson(outcome);
    };
  const onTable = on.bind(undefined, (body) => body.TableName);
  const onResource = on.bind(undefined, (body) => body.ResourceArn);

  return {
    created: (name, tags) => {
      const settings: Settings = { tags: new Map(), expiryAttribute: undefined };
      addTags(settings, tags);
      tables.set(name, settings);
    },
    deleted: (name) => void tables.delete(name),
    tagged: () =>
      [...tables].map(([name, { tags }]) => ({
        arn: arn(world, "dynamodb", `table/${name}`),
        tags: Object.fromEntries(tags),
      })),
    answers: {
      UpdateTimeToLive: onTable(updateTimeToLive),
      DescribeTimeToLive: onTable(({ expiryAttribute }) => ({
        TimeToLiveDescription:
          expiryAttribute === undefined
            ? { TimeToLiveStatus: "DISABLED" }
            : { TimeToLiveStatus: "ENABLED", AttributeName: expiryAttribute },
      })),
      TagResource: onResource((settings, { Tags }) => {
        addTags(settings, Tags);
        return {};
      }),
      UntagResource: onResource(({ tags }, { TagKeys }) => {
        for (const key of (TagKeys ?? []) as string[]) tags.delete(key);
        return {};
      }),
      ListTagsOfResource: onResource(({ tags }) => ({ Tags: [...tags].map(([Key, Value]) => ({ Key, Value })) })),
    },
  };
}

class Refusal {
  readonly message: string;

  constructor(message: string) {
    this.message = message;
  }
}

/** Worded as DynamoDB refuses to do what is done already, or to move the time to live to another attribute. */
function updateTimeToLive(settings: Settings, body: Body): unknown {
  const wish = (body.TimeToLiveSpecification ?? {}) as { Enabled?: boolean; AttributeName?: string };
  const { expiryAttribute } = settings;
  if (!wish.Enabled && expiryAttribute === undefined) return new Refusal("TimeToLive is already disabled");
  if (wish.Enabled && expiryAttribute === wish.AttributeName) return new Refusal("TimeToLive is already enabled");
  if (expiryAttribute !== undefined && expiryAttribute !== wish.AttributeName)
    return new Refusal(
      `TimeToLive is active on a different AttributeName: current AttributeName is ${expiryAttribute}`,
    );
  settings.expiryAttribute = wish.Enabled ? wish.AttributeName : undefined;
  return { TimeToLiveSpecification: wish };
}

function addTags({ tags }: Settings, given: unknown): void {
  for (const { Key, Value } of (given ?? []) as { Key: string; Value: string }[]) tags.set(Key, Value);
}
