import type { Principal } from "../../cloud.ts";
import type { Policy } from "./evaluate/policy.ts";

/** All that the local IAM knows: roles, managed policies, and the sessions that hold temporary credentials. */
export interface IamState {
  /** By name. */
  readonly roles: Map<string, Role>;
  /** By ARN. AWS's own policies are among them. */
  readonly policies: Map<string, ManagedPolicy>;
  /** By access key. */
  readonly sessions: Map<string, Session>;
}

export interface Role {
  readonly name: string;
  readonly path: string;
  readonly id: string;
  readonly arn: string;
  readonly createdAt: number;
  description?: string;
  maxSessionDuration: number;
  trust: Document;
  boundaryArn?: string;
  /** By name. */
  readonly inlinePolicies: Map<string, Document>;
  readonly attachedPolicyArns: Set<string>;
  readonly tags: Map<string, string>;
}

export interface ManagedPolicy {
  readonly name: string;
  readonly path: string;
  readonly id: string;
  readonly arn: string;
  readonly createdAt: number;
  readonly description?: string;
  readonly document: Document;
  readonly tags: ReadonlyMap<string, string>;
}

/** A policy document as it was sent, and as the evaluator reads it. */
export interface Document {
  readonly text: string;
  readonly policy: Policy;
}

export interface Session {
  readonly principal: Principal;
  /** Milliseconds since the epoch; absent for credentials which the cloud itself hands to its functions and keeps fresh. */
  readonly expiration?: number;
}

export function emptyIamState(): IamState {
  return { roles: new Map(), policies: new Map(), sessions: new Map() };
}
