import type { TaggedResource } from "../../cloud.ts";
import { AwsError } from "../../edge/aws-error.ts";
import { resourceOf } from "./arns.ts";
import type { Ecs, EcsState, Tag, Tags } from "./state.ts";

const maximumTags = 50;

export function toTags(tags: readonly Tag[] | undefined): Tags {
  const result: Tags = new Map();
  for (const tag of tags ?? []) {
    const key = tag.key ?? "";
    if (key.length < 1 || key.length > 128) {
      throw new AwsError("InvalidParameterException", "Tag keys must be between 1 and 128 characters long.");
    }
    if (key.toLowerCase().startsWith("aws:")) {
      throw new AwsError("InvalidParameterException", "The tag key cannot start with aws:, which is reserved.");
    }
    if (result.has(key)) throw new AwsError("InvalidParameterException", "Duplicate tag keys found.");
    result.set(key, tag.value ?? "");
  }
  if (result.size > maximumTags) {
    throw new AwsError("InvalidParameterException", `A resource can have at most ${maximumTags} tags.`);
  }
  return result;
}

export function fromTags(tags: Tags): Tag[] {
  return [...tags].map(([key, value]) => ({ key, value }));
}

/** The tags of a resource that can be tagged; throws as AWS does when there is none. */
export function tagsOf(ecs: Ecs, arn: string): Tags {
  const { state } = ecs;
  switch (resourceOf(arn)?.kind) {
    case "cluster":
      return (state.clusters.get(arn) ?? fail("ClusterNotFoundException", "Cluster not found.")).tags;
    case "service":
      return (state.services.get(arn) ?? fail("ServiceNotFoundException", "Service not found.")).tags;
    case "task":
      return (state.tasks.get(arn) ?? fail("InvalidParameterException", "The specified task was not found.")).tags;
    case "task-definition":
      return (
        state.taskDefinitions.get(arn) ??
        fail("InvalidParameterException", "The specified task definition does not exist.")
      ).tags;
    default:
      return fail(
        "InvalidParameterException",
        "Invalid resource ARN: name a cluster, service, task or task definition.",
      );
  }
}

/** Every resource of ECS with its tags, for the tagging API and for `aws:ResourceTag`. */
export function* taggedResources(state: EcsState): Iterable<TaggedResource> {
  for (const cluster of state.clusters.values()) {
    if (cluster.status === "ACTIVE") yield tagged(cluster);
  }
  for (const service of state.services.values()) {
    if (service.status !== "INACTIVE") yield tagged(service);
  }
  for (const definition of state.taskDefinitions.values()) {
    yield tagged(definition);
  }
  for (const task of state.tasks.values()) {
    if (task.shape.lastStatus !== "STOPPED") yield tagged(task);
  }
}

/** Most are passed over without a look at their tags. */
function tagged({ arn, tags }: { readonly arn: string; readonly tags: ReadonlyMap<string, string> }): TaggedResource {
  return {
    arn,
    get tags() {
      return Object.fromEntries(tags);
    },
  };
}

function fail(code: string, message: string): never {
  throw new AwsError(code, message);
}
