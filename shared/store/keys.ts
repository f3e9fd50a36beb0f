import type { Key } from "../ports/table.ts";
import type { StepAction, StepKind } from "../steps/contract.ts";

/**
 * Where everything lies in the one table. Each item is written whole or by attribute, alone, and under a condition
 * where two writers could meet; there are no transactions and no secondary indexes.
 *
 * | item            | pk                             | sk                      |
 * |-----------------|--------------------------------|-------------------------|
 * | service         | `SERVICE`                      | name                    |
 * | deployment      | `DEPLOYMENT#<id>`              | `DEPLOYMENT`            |
 * | its manifest    | `DEPLOYMENT#<id>`              | `SPEC`                  |
 * | its plan        | `DEPLOYMENT#<id>`              | `PLAN`                  |
 * | what is to be   | `DEPLOYMENT#<id>`              | `PROPOSAL`              |
 * |   approved      |                                |                         |
 * | who waits for it| `DEPLOYMENT#<id>`              | `APPROVAL_TOKEN`        |
 * | not ended yet   | `IN_PROGRESS`                  | id                      |
 * | release         | `RELEASE#<service>`            | number, eight digits    |
 * | task-token wait | `WAIT#<ECS deployment id>`     | `WAIT`                  |
 * | lock            | `LOCK`                         | service's name, or `*`  |
 * | API token       | `TOKEN`                        | id                      |
 * | used ID token   | `ID_TOKEN#<digest of its id>`  | `USED`                  |
 * | idempotency     | `IDEMPOTENCY#<principal>#<key>`| `IDEMPOTENCY`           |
 * | audit line      | `AUDIT#<year>-<month>`         | `<ISO time>#<id>`       |
 * | incident        | `INCIDENT#<service>`           | `<ISO time>#<id>`       |
 * | its time        | `INCIDENT_TIME#<id>`           | `INCIDENT_TIME`         |
 * | decision        | `DECISION#<service>`           | `<ISO time>#<id>`       |
 * | announcements'  | `ANNOUNCEMENTS#<service>`      | `WINDOW`                |
 * |   window        |                                |                         |
 * | collected one   | `COLLECTED#<service>`          | id                      |
 * | told, or to be  | `ANNOUNCED#<id>`               | `ANNOUNCED`             |
 * | from chat       | `CHAT_DELIVERY#<signature>`    | `DELIVERY`              |
 * | a button's deed | `CHAT_ACTION#<id>`             | `ACTION`                |
 * | message of a    | `CHAT_THREAD#<deployment id>`  | the channel's id        |
 * |   deployment    |                                |                         |
 * | dead letter     | `DEAD_LETTER`                  | id, the time first      |
 * | held back       | `HELD_BACK`                    | service's name          |
 * | scaler's memory | `SCALING#<service>`            | `SCALING`               |
 * | closed door     | `DOOR#<target group's name>`   | `DOOR`                  |
 * | turns to change | `TURNS`                        | `UPDATE_SERVICE`        |
 * | reconcile round | `ROUND`                        | `SERVICES`              |
 * | images round    | `ROUND`                        | `IMAGES`                |
 * | wish            | `WISH`                         | `<kind>#<service>`      |
 *
 * A deployment's item holds its steps too, an attribute each (`step:apply:cluster`): a step announces itself, is
 * refused where the deployment is being undone, and reads what the others left, in one conditional write.
 * Attribute `ttl` (seconds since the epoch) lets DynamoDB delete what has expired; readers check the time themselves.
 */
export const keys = {
  services: "SERVICE",
  service: (name: string): Key => ({ pk: "SERVICE", sk: name }),
  deployment: (id: string): Key => ({ pk: `DEPLOYMENT#${id}`, sk: "DEPLOYMENT" }),
  spec: (id: string): Key => ({ pk: `DEPLOYMENT#${id}`, sk: "SPEC" }),
  plan: (id: string): Key => ({ pk: `DEPLOYMENT#${id}`, sk: "PLAN" }),
  proposal: (id: string): Key => ({ pk: `DEPLOYMENT#${id}`, sk: "PROPOSAL" }),
  approvalToken: (id: string): Key => ({ pk: `DEPLOYMENT#${id}`, sk: "APPROVAL_TOKEN" }),
  allInProgress: "IN_PROGRESS",
  inProgress: (id: string): Key => ({ pk: "IN_PROGRESS", sk: id }),
  round: (name: "SERVICES" | "IMAGES"): Key => ({ pk: "ROUND", sk: name }),
  turns: { pk: "TURNS", sk: "UPDATE_SERVICE" } as Key,
  wishes: "WISH",
  wish: (kind: "push" | "restart" | "spot" | "tidy", service: string): Key => ({
    pk: "WISH",
    sk: `${kind}#${service}`,
  }),
  locks: "LOCK",
  lock: (name: string): Key => ({ pk: "LOCK", sk: name }),
  releases: (service: string): string => `RELEASE#${service}`,
  release: (service: string, number: number): Key => ({
    pk: `RELEASE#${service}`,
    sk: String(number).padStart(8, "0"),
  }),
  wait: (ecsDeploymentId: string): Key => ({ pk: `WAIT#${ecsDeploymentId}`, sk: "WAIT" }),
  tokens: "TOKEN",
  token: (id: string): Key => ({ pk: "TOKEN", sk: id }),
  usedIdToken: (id: string): Key => ({ pk: `ID_TOKEN#${id}`, sk: "USED" }),
  idempotency: (principal: string, key: string): Key => ({ pk: `IDEMPOTENCY#${principal}#${key}`, sk: "IDEMPOTENCY" }),
  auditMonth: (at: number): string => `AUDIT#${new Date(at).toISOString().slice(0, 7)}`,
  audit: (at: number, id: string): Key => ({
    pk: `AUDIT#${new Date(at).toISOString().slice(0, 7)}`,
    sk: timed(at, id),
  }),
  incidents: (service: string): string => `INCIDENT#${service}`,
  incident: (service: string, at: number, id: string): Key => ({ pk: `INCIDENT#${service}`, sk: timed(at, id) }),
  incidentTime: (id: string): Key => ({ pk: `INCIDENT_TIME#${id}`, sk: "INCIDENT_TIME" }),
  scaling: (service: string): Key => ({ pk: `SCALING#${service}`, sk: "SCALING" }),
  door: (targetGroup: string): Key => ({ pk: `DOOR#${targetGroup}`, sk: "DOOR" }),
  decisions: (service: string): string => `DECISION#${service}`,
  announcementWindow: (service: string): Key => ({ pk: `ANNOUNCEMENTS#${service}`, sk: "WINDOW" }),
  allCollected: (service: string): string => `COLLECTED#${service}`,
  collected: (service: string, id: string): Key => ({ pk: `COLLECTED#${service}`, sk: id }),
  announced: (id: string): Key => ({ pk: `ANNOUNCED#${id}`, sk: "ANNOUNCED" }),
  chatDelivery: (id: string): Key => ({ pk: `CHAT_DELIVERY#${id}`, sk: "DELIVERY" }),
  chatAction: (id: string): Key => ({ pk: `CHAT_ACTION#${id}`, sk: "ACTION" }),
  chatThread: (deploymentId: string, channel: string): Key => ({ pk: `CHAT_THREAD#${deploymentId}`, sk: channel }),
  deadLetters: "DEAD_LETTER",
  deadLetter: (id: string): Key => ({ pk: "DEAD_LETTER", sk: id }),
  allHeldBack: "HELD_BACK",
  heldBack: (service: string): Key => ({ pk: "HELD_BACK", sk: service }),
  decision: (service: string, at: number, id: string): Key => ({ pk: `DECISION#${service}`, sk: timed(at, id) }),
};

/** In the order of time, and apart from what happened in the same millisecond. */
function timed(at: number, id: string): string {
  return `${new Date(at).toISOString()}#${id}`;
}

const stepPrefix = "step:";

/** The attribute of a deployment's item that holds one of its steps: `step:apply:cluster`. */
export function stepAttribute(action: StepAction, kind: StepKind): string {
  return `${stepPrefix}${action}:${kind}`;
}

export function isStepAttribute(name: string): boolean {
  return name.startsWith(stepPrefix);
}
