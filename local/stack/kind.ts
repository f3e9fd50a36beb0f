import type { Cloud } from "../cloud.ts";
import type { HttpApis } from "../http-api/index.ts";
import type { World } from "../world/world.ts";

/** How one type of CloudFormation resource is made in the local cloud. */
export type ResourceKind = (resource: DeclaredResource, stack: StackHost) => CreatedResource | Promise<CreatedResource>;

/** A resource of the template with everything in it worked out. */
export interface DeclaredResource<Properties = Readonly<Record<string, unknown>>> {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Properties;
}

export interface CreatedResource {
  /** What `Ref` gives. */
  readonly ref: string;
  /** What `Fn::GetAtt` gives. */
  readonly attributes?: Readonly<Record<string, string>>;
}

/** What resources are made with. */
export interface StackHost {
  readonly cloud: Cloud;
  readonly world: World;
  readonly httpApis: HttpApis;
  /** The zip file that a function's `Code.S3Key` names. */
  artifact(fileName: string): Promise<Uint8Array>;
  /** A name for a resource that the template gives none: `<stack>-<logical id>-<twelve characters>`. */
  makeName(logicalId: string): string;
}

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/** `Tags` as most services' own calls take them. */
export function tagMap(tags: readonly Tag[] | undefined): Record<string, string> | undefined {
  return tags && Object.fromEntries(tags.map((tag) => [tag.Key, tag.Value]));
}

/** A definition or policy that a template may give as JSON text or as an object. */
export function jsonText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
