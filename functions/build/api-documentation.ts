import * as z from "zod";
import { endpoints, type OperationId } from "../../shared/http/endpoints.ts";
import type { ProblemStatus } from "../../shared/http/problem.ts";
import { idTokenBody, lockBody, reasonBody, rollbackBody, scaleBody, tokenBody } from "../../shared/http/schemas.ts";
import { manifestSchema } from "../../shared/model/manifest-schema.ts";
import * as schemas from "./api-schemas.ts";
import type { DocumentedAnswer, DocumentedRoute, Problems } from "./openapi.ts";

/** What is said of one operation besides its endpoint. */
interface Documentation {
  readonly summary: string;
  readonly description?: string;
  /** What `{id}` is, where the path has one. */
  readonly id?: string;
  readonly body?: {
    readonly schema: z.ZodType;
    readonly isOptional?: boolean;
    /** It may come as YAML too. */
    readonly isYaml?: boolean;
  };
  readonly answers: Readonly<Record<number, DocumentedAnswer>>;
  /** Which problems it answers, besides those of every operation. */
  readonly problems?: readonly ProblemStatus[];
}

const accepted = {
  202: {
    description: "Accepted: the deployment is under way, or SUCCEEDED already where there was nothing to do.",
    body: schemas.Accepted,
    headers: { location: "The deployment: ask there, with `?wait=25`, how far it is." },
  },
};

const manifestDescription =
  "A manifest, as JSON or YAML of at most 64 KB. With curl, send a file by `--data-binary @service.yml`.";

const documentation: Readonly<Record<OperationId, Documentation>> = {
  getHealth: {
    summary: "Tells that the API answers.",
    answers: { 200: { description: "It does.", body: schemas.Health } },
  },
  getOpenApi: {
    summary: "Answers this document.",
    answers: { 200: { description: "The OpenAPI document.", body: z.looseObject({ openapi: z.string() }) } },
  },
  listServices: {
    summary: "Lists the services that the token reaches.",
    answers: { 200: { description: "A page of services.", body: schemas.Services } },
  },
  createService: {
    summary: "Deploys a new service.",
    description: `${manifestDescription} Refused (409) where a service of the name serves already; one whose first deployment failed may be created again.`,
    body: { schema: manifestSchema, isYaml: true },
    answers: accepted,
    problems: [409, 415, 422],
  },
  getService: {
    summary: "Shows a service.",
    answers: { 200: { description: "The service.", body: schemas.Service } },
    problems: [404],
  },
  putService: {
    summary: "Deploys a service, new or changed.",
    description: `${manifestDescription} It may leave the name out, since the path has it. The manifest which serves already deploys nothing and succeeds at once. While another deployment of the service is under way, this one is refused (409), and \`deploymentId\` names the other; unless \`supersede\` is true.`,
    body: { schema: manifestSchema, isYaml: true },
    answers: accepted,
    problems: [409, 415, 422],
  },
  removeService: {
    summary: "Removes a service.",
    description: "All that is its own goes, but for its logs and its releases. The cluster stays.",
    answers: accepted,
    problems: [404, 409],
  },
  planService: {
    summary: "Shows what a deployment would change and cost, and changes nothing.",
    description:
      "With a manifest, what deploying it would do. Without a body, what deploying again what serves would do: what differs in the account.",
    body: { schema: manifestSchema, isOptional: true, isYaml: true },
    answers: { 200: { description: "The plan.", body: schemas.PlannedDeployment } },
    problems: [404, 415, 422],
  },
  scaleService: {
    summary: "Fixes or releases the number of tasks.",
    description:
      "Deploys nothing. The count holds over deployments, until it is released or another count is written into the manifest.",
    body: { schema: scaleBody },
    answers: { 202: { description: "It will be so within seconds.", body: schemas.Scaled } },
    problems: [404, 409, 415, 422],
  },
  rollBackService: {
    summary: "Goes back to an earlier release.",
    description:
      "In one call and without gates: its configuration, and its image by digest. Before anything is changed, it is checked that the image is still there. A release that serves already succeeds at once; one that never served is refused (409). The ledger gets a new line.",
    body: { schema: rollbackBody, isOptional: true },
    answers: accepted,
    problems: [404, 409, 415, 422],
  },
  restartService: {
    summary: "Replaces all tasks by new ones of the same release.",
    description: "As a deployment does it: without an instant in which nothing serves.",
    body: { schema: reasonBody, isOptional: true },
    answers: accepted,
    problems: [404, 409, 415, 422],
  },
  repairService: {
    summary: "Makes everything as the serving release was deployed.",
    description:
      "Applies its plan once more, whoever changed or deleted what. No new release, unless its task definition is gone.",
    body: { schema: reasonBody, isOptional: true },
    answers: accepted,
    problems: [404, 409, 415, 422],
  },
  getDrift: {
    summary: "Compares what is in the account with what was deployed, field by field.",
    description: "Changes nothing. The desired count is not compared, since autoscaling and `scale` write it.",
    answers: { 200: { description: "What differs.", body: schemas.Drift } },
    problems: [404, 409],
  },
  listReleases: {
    summary: "Lists the releases of a service.",
    description: "They outlive their service.",
    answers: { 200: { description: "A page of releases.", body: schemas.Releases } },
    problems: [404],
  },
  listTasks: {
    summary: "Lists the tasks of a service.",
    description: "Running ones, and those which stopped within about the last hour: ECS remembers no longer.",
    answers: { 200: { description: "The tasks.", body: schemas.Tasks } },
    problems: [404],
  },
  listLogs: {
    summary: "Reads what the tasks of a service wrote.",
    description: "Logs outlive their service.",
    answers: { 200: { description: "A page of lines.", body: schemas.LogLines } },
    problems: [404],
  },
  listIncidents: {
    summary: "Lists the stopped tasks and failed deployments of a service, each with its cause.",
    description:
      "The newest first, for 30 days unless the installation says otherwise. A task that a deployment replaced, that was scaled in, or that someone stopped is none. They outlive their service.",
    answers: { 200: { description: "A page of incidents.", body: schemas.Incidents } },
    problems: [404],
  },
  listDecisions: {
    summary: "Lists what Fairway did about a service by itself, and why.",
    description: "The newest first, for 30 days: remedies and the autoscaler's counts.",
    answers: { 200: { description: "A page of decisions.", body: schemas.Decisions } },
    problems: [404],
  },
  getDeployment: {
    summary: "Shows a deployment, its steps, and why it failed.",
    id: "The deployment's id.",
    answers: { 200: { description: "The deployment.", body: schemas.Deployment } },
    problems: [404],
  },
  approveDeployment: {
    summary: "Approves a deployment.",
    description:
      "For one that is AWAITING_APPROVAL, once: by someone else than who asked for it, with the role that the installation wants (approvals.yml). It is good for the proposal that `GET /v1/deployments/{id}` shows; where the image, the plan or the service has changed since, or the service is locked, the deployment fails before anything is made.",
    id: "The deployment's id.",
    body: { schema: reasonBody, isOptional: true },
    answers: { 202: { description: "It goes on.", body: schemas.Accepted, headers: accepted[202].headers } },
    problems: [404, 409, 415, 422],
  },
  rejectDeployment: {
    summary: "Rejects a deployment that waits for an approval.",
    description:
      "By whom may approve it, or who asked for it. Nothing was made of it, and it ends CANCELLED; `ending` says why.",
    id: "The deployment's id.",
    body: { schema: reasonBody, isOptional: true },
    answers: { 202: { description: "It is over.", body: schemas.Accepted, headers: accepted[202].headers } },
    problems: [404, 409, 415, 422],
  },
  cancelDeployment: {
    summary: "Cancels a deployment.",
    description:
      "It is stopped and undone, and ends CANCELLED: of a first deployment nothing is left but logs, and after another one the release before serves. What has ended, is being undone, or is a removal cannot be cancelled (409).",
    id: "The deployment's id.",
    answers: { 202: { description: "It is being undone.", body: schemas.Accepted, headers: accepted[202].headers } },
    problems: [404, 409],
  },
  listLocks: {
    summary: "Lists the locks.",
    answers: { 200: { description: "A page of locks.", body: schemas.Locks } },
  },
  putLock: {
    summary: "Locks a service, or all: nothing of it is changed until it is unlocked.",
    description:
      "Whatever would change it is refused (409), whoever asks, and told who locked it and why. What is under way goes on. Who has locked it may write another reason; another's lock stands (409).",
    body: { schema: lockBody },
    answers: { 200: { description: "The lock.", body: schemas.Lock } },
    problems: [409, 415, 422],
  },
  removeLock: {
    summary: "Unlocks a service, or all, whoever locked it.",
    answers: { 204: { description: "It may be changed again, unless by another lock." } },
    problems: [404],
  },
  listTokens: {
    summary: "Lists the tokens.",
    answers: { 200: { description: "A page of tokens, without their secrets.", body: schemas.Tokens } },
  },
  createToken: {
    summary: "Makes a token.",
    description: "Its text is in this answer and nowhere else.",
    body: { schema: tokenBody },
    answers: { 201: { description: "The token.", body: schemas.NewToken } },
    problems: [409, 415, 422],
  },
  exchangeIdToken: {
    summary: "Exchanges an identity provider's token for one of ours.",
    description:
      "Needs no credential: the ID token is the proof. It must be signed by an issuer that `oidc.yml` names, for its audience, and say what a rule there asks for; it is taken once. The token holds for the rule's minutes, long enough to deploy and to wait for the end.",
    body: { schema: idTokenBody },
    answers: { 201: { description: "The token, shown this once.", body: schemas.NewToken } },
    problems: [401, 403, 409, 415, 422, 500, 503],
  },
  revokeToken: {
    summary: "Ends a token at once.",
    id: "The token's id: what stands between fw_ and the second underscore.",
    answers: { 204: { description: "It is worth nothing any more." } },
    problems: [404],
  },
  listDeadLetters: {
    summary: "Lists the events that a function could not be given, or failed to handle however often it was tried.",
    description: "The newest first, for 30 days.",
    answers: { 200: { description: "A page of dead letters.", body: schemas.DeadLetters } },
  },
  replayDeadLetter: {
    summary: "Hands a dead letter's event to its function again.",
    description:
      "As often as you like: every function takes an event that it has had before. Where it fails again, another dead letter tells so.",
    id: "The dead letter's id.",
    answers: { 202: { description: "The function has been given it.", body: schemas.DeadLetter } },
    problems: [404, 409],
  },
  listAudit: {
    summary: "Reads the audit: who did what, from where, and what came of it.",
    description:
      "The newest first, by month or over a span of time; as JSON, as a line of JSON each, or as CSV, by `format` or `Accept`. An answer holds as many lines as were asked for, and no more than Lambda can carry (6 MB); `link` leads to the rest. Pages of ndjson or CSV can be put one after the other: the names of the columns stand in the first only.",
    answers: {
      200: {
        description: "A page of lines.",
        body: schemas.AuditLines,
        texts: {
          "application/x-ndjson": "An `AuditLine` on each line.",
          "text/csv":
            "A table with the members of `AuditLine` as columns, `evidence` as JSON. What a spreadsheet would take for a formula has an apostrophe before it.",
        },
        optionalHeaders: {
          link: 'The next page, where there is one: `</v1/audit?from=…&cursor=…>; rel="next"`. It covers the same time.',
        },
      },
    },
  },
};

const meanings: Readonly<Record<ProblemStatus, string>> = {
  400: "The query or the body cannot be read: `problems` says where.",
  401: "There is no token, or it does not hold.",
  403: "The token's role or scope does not allow it.",
  404: "What the path names is not there.",
  405: "The path takes other methods, which `allow` names.",
  409: "Something stands in the way: another deployment (named in `deploymentId`), what is there, or the first request under the same Idempotency-Key.",
  413: "The body has more than 64 KB.",
  415: "The body is neither JSON nor YAML.",
  422: "The request is readable and wrong: `problems` says field by field what to do. Or its Idempotency-Key was used for another request.",
  500: "Fairway failed: its log tells why, under `x-request-id`.",
  503: "AWS is slow or unavailable: try again after `retry-after` seconds.",
};

/** The errors, which every route answers alike. */
export const problems: Problems = Object.fromEntries(
  Object.entries(meanings).map(([status, description]) => [status, { description, body: schemas.Problem }]),
);

const idempotencyHeaders = z.strictObject({
  "idempotency-key": z
    .string()
    .min(1)
    .max(255)
    .optional()
    .describe(
      "The same request again under the same key does nothing and gets the first answer, with `idempotency-replayed: true`, for 24 hours. A request that was refused or failed may be sent again.",
    ),
});

export const documentedRoutes: readonly DocumentedRoute[] = (Object.keys(endpoints) as OperationId[]).map((id) => {
  const endpoint: { method: string; path: string; query?: z.ZodObject; isPublic?: boolean } = endpoints[id];
  const { body, answers, problems: own = [], id: meaningOfId = "", ...said } = documentation[id];
  const isWrite = endpoint.method !== "GET";
  const always: ProblemStatus[] = endpoint.isPublic ? [400] : [400, 401, 403, 500, 503];
  const ofWrites: ProblemStatus[] = isWrite ? [413] : [];
  const ofKeys: ProblemStatus[] = isWrite && !endpoint.isPublic ? [409, 422] : [];
  const statuses = [...new Set([...always, ...own, ...ofWrites, ...ofKeys])].sort();
  return {
    ...endpoint,
    method: endpoint.method.toLowerCase() as DocumentedRoute["method"],
    operationId: id,
    ...said,
    parameters: { name: "The service's name.", lock: "The service's name, or `*` for all.", id: meaningOfId },
    ...(body && {
      body: body.schema,
      isBodyOptional: body.isOptional ?? false,
      isBodyYaml: body.isYaml ?? false,
    }),
    ...(isWrite && !endpoint.isPublic && { headers: idempotencyHeaders }),
    responses: answers,
    problems: statuses,
  };
});

/** The schemas that the document states once and refers to. */
export const components: Readonly<Record<string, z.ZodType>> = { Manifest: manifestSchema, ...schemas };
