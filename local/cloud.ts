import type { Input, Output, Permission, ServiceKind } from "./edge/contract.ts";

/**
 * The local cloud as its own services see it: what each offers the others besides its API.
 * A service reaches another only through here, so that this file is the map of who needs whom.
 */
export interface Cloud {
  readonly events: EventsPort;
  readonly logs: LogsPort;
  readonly metrics: MetricsPort;
  readonly ec2: Ec2Port;
  readonly loadBalancing: LoadBalancingPort;
  readonly network: Network;
  readonly images: ImagesPort;
  readonly containers: ContainerRuntime;
  readonly secrets: SecretsPort;
  readonly certificates: CertificatesPort;
  readonly functions: FunctionsPort;
  readonly queues: QueuesPort;
  readonly topics: TopicsPort;
  readonly executions: ExecutionsPort;
  readonly identity: IdentityPort;
  readonly tags: TagsPort;
  /** Runs an operation of a service as the account's administrator, without the wire. What CloudFormation would call. */
  call<Kind extends ServiceKind, Name extends string>(
    kind: Kind,
    operation: Name,
    input: Input<Kind, Name>,
  ): Promise<Output<Kind, Name>>;
}

/** EventBridge, as the services which send events see it. */
export interface EventsPort {
  /** Puts an event of an AWS service on the default bus. `id`, `time`, `account` and `region` are filled in. */
  emit(event: {
    source: `aws.${string}`;
    detailType: string;
    resources: readonly string[];
    detail: Readonly<Record<string, unknown>>;
  }): void;
}

/** CloudWatch Logs, as the services which write logs see it. */
export interface LogsPort {
  hasGroup(name: string): boolean;
  /** Appends lines; makes the stream (and, with `createGroup`, the group) if it is not there. Without the group: nothing is written. */
  write(group: string, stream: string, lines: readonly LogLine[], options?: { createGroup?: boolean }): void;
}

export interface LogLine {
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  readonly message: string;
}

/** CloudWatch metrics, as the services which publish them see it. */
export interface MetricsPort {
  put(datum: {
    namespace: string;
    name: string;
    dimensions: Readonly<Record<string, string>>;
    value: number;
    unit: string;
    timestamp: number;
  }): void;
}

/** EC2's network, as ECS and Elastic Load Balancing use it. */
export interface Ec2Port {
  subnet(id: string): Subnet | undefined;
  securityGroup(id: string): { id: string; vpcId: string; name: string } | undefined;
  /** Makes a requester-managed interface with a free address of the subnet. Throws `AwsError` when subnet or a group is unknown. */
  createInterface(request: InterfaceRequest): NetworkInterface;
  interface(id: string): NetworkInterface | undefined;
  /** The interface which has this private address. */
  interfaceAt(privateIp: string): NetworkInterface | undefined;
  /** The id of the group that AWS puts on what names none. */
  defaultSecurityGroup(vpcId: string): string | undefined;
  setInterfaceGroups(id: string, securityGroupIds: readonly string[]): void;
  deleteInterface(id: string): void;
  /**
   * Whether a TCP connection gets through: from any of the groups `from` (or, with `"internet"`, from anywhere) to an
   * interface that carries the groups `to`, on `port`. Checks the egress rules of `from` and the ingress rules of `to`.
   */
  permits(from: readonly string[] | "internet", to: readonly string[], port: number): boolean;
}

export interface Subnet {
  readonly id: string;
  readonly vpcId: string;
  readonly zone: string;
  readonly cidr: string;
  /** Whether its route table has a route to an internet gateway. */
  readonly public: boolean;
}

export interface InterfaceRequest {
  readonly subnetId: string;
  readonly securityGroupIds: readonly string[];
  /** As AWS writes it: `ELB app/hello/50dc6c495c0c9188`, `arn:aws:ecs:…:attachment/…`. */
  readonly description: string;
  readonly interfaceType?: string;
  /** `amazon-elb`, `727180483921` (ECS). */
  readonly requesterId: string;
  readonly assignPublicIp?: boolean;
}

export interface NetworkInterface {
  readonly id: string;
  readonly subnetId: string;
  readonly zone: string;
  readonly vpcId: string;
  readonly privateIp: string;
  readonly publicIp?: string;
  readonly macAddress: string;
  readonly securityGroupIds: readonly string[];
}

/**
 * Where the private addresses of the cloud really are. A task's process listens on 127.0.0.1 and a port of its own;
 * here `10.0.1.17:8080` leads there.
 */
export interface Network {
  bind(ip: string, port: number, endpoint: Endpoint): void;
  /** Forgets all ports of the address. */
  unbind(ip: string): void;
  endpoint(ip: string, port: number): Endpoint | undefined;
  /** One HTTP GET, as a health check makes it. Never rejects. */
  probe(ip: string, port: number, path: string, timeout: number): Promise<ProbeResult>;
}

/** A real socket, or (in simulations) something that answers by itself. */
export type Endpoint =
  | { readonly kind: "socket"; readonly host: string; readonly port: number }
  | { readonly kind: "simulated"; respond(path: string): ProbeResult };

export type ProbeResult =
  | { readonly kind: "status"; readonly status: number }
  | { readonly kind: "refused" }
  | { readonly kind: "timeout" };

/** Elastic Load Balancing, as ECS uses it. */
export interface LoadBalancingPort {
  targetGroup(arn: string):
    | {
        arn: string;
        name: string;
        targetType: string;
        loadBalancerArns: readonly string[];
        /** Milliseconds. */
        deregistrationDelay: number;
      }
    | undefined;
  register(targetGroupArn: string, target: Target): void;
  /** Starts draining; the target is gone after the deregistration delay. */
  deregister(targetGroupArn: string, target: Target): void;
  /** `undefined` when the target is not registered. */
  health(targetGroupArn: string, target: Target): TargetHealth | undefined;
  /** Calls back whenever a target's health changes. Returns the way to stop. */
  onHealthChange(
    listener: (targetGroupArn: string, target: Target, health: TargetHealth | undefined) => void,
  ): () => void;
}

export interface Target {
  /** The target's private IP address. */
  readonly ip: string;
  readonly port: number;
}

export type TargetHealth = "initial" | "healthy" | "unhealthy" | "draining" | "unused";

/** The local ECR, as ECS uses it: what an image reference stands for. */
export interface ImagesPort {
  /**
   * Finds the image for a reference such as `fairway/hello:1`, `123456789012.dkr.ecr.us-east-1.amazonaws.com/hello:1`
   * or `hello@sha256:…`. `undefined` when there is none, as when a registry says `not found`.
   */
  resolve(reference: string): LocalImage | undefined;
}

export interface LocalImage {
  /** `sha256:` and 64 hexadecimal digits. */
  readonly digest: string;
  /** The folder in which the command runs. */
  readonly folder: string;
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** What starts containers: child processes on a laptop, scripted behaviour in a simulation. */
export interface ContainerRuntime {
  start(request: ContainerRequest): Container;
  /** Ends every container at once. */
  close(): Promise<void>;
}

export interface ContainerRequest {
  /** For names and logs: the task's id and the container's name. */
  readonly taskId: string;
  readonly name: string;
  readonly image: LocalImage;
  /** Replaces the image's own command where given. */
  readonly command?: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Ports that the container listens on, as its task definition says. The first is also told to the process as `PORT`. */
  readonly ports: readonly number[];
  /** Memory limit in MiB: beyond it the container is killed, as by the kernel. */
  readonly memory?: number;
  onOutput(lines: readonly LogLine[]): void;
  onExit(exit: ContainerExit): void;
}

export interface ContainerExit {
  /** 128 + the signal's number where a signal ended it. */
  readonly code: number;
  readonly outOfMemory: boolean;
}

export interface Container {
  readonly processId?: number;
  /** Where a container port can be reached. */
  endpoint(port: number): Endpoint | undefined;
  /** SIGTERM, or SIGKILL with `force`. `onExit` tells when it is over. */
  stop(options?: { force?: boolean }): void;
  /** Used so far: CPU in milliseconds, memory now in MiB. */
  usage(): { cpu: number; memory: number } | undefined;
}

/** Secrets Manager and Parameter Store, as ECS reads them for a container's `secrets`. */
export interface SecretsPort {
  /**
   * Reads `valueFrom`: a Secrets Manager ARN (with the optional `:json-key:version-stage:version-id`), a parameter's
   * ARN or name. The error's `reason` is what ECS says after `unable to pull secrets or registry auth:`.
   */
  read(valueFrom: string): { kind: "value"; value: string } | { kind: "error"; reason: string };
}

/** ACM, as the load balancer uses it. */
export interface CertificatesPort {
  /** `undefined` when there is no such certificate. */
  status(arn: string): "pending" | "issued" | undefined;
  /** Key and chain in PEM form; `undefined` when there is no such certificate, or it is not issued. */
  find(arn: string): Promise<{ key: string; certificate: string } | undefined>;
}

/** Lambda, as EventBridge, Step Functions and the HTTP API invoke it. */
export interface FunctionsPort {
  /** Invokes and waits for the answer. Rejects with `AwsError` when there is no such function. */
  invoke(functionArnOrName: string, payload: unknown): Promise<InvocationResult>;
  /**
   * Puts an event into the function's queue, as `InvocationType: Event` does: tried again after 1 and 2 minutes, then
   * a dead letter. Throws `AwsError` when there is no such function.
   */
  enqueue(functionArnOrName: string, payload: unknown): void;
  /** Whether the function's resource policy lets a service (`events.amazonaws.com`) invoke it on behalf of `sourceArn`. */
  permits(functionArnOrName: string, servicePrincipal: string, sourceArn: string): boolean;
}

export type InvocationResult =
  | { readonly kind: "result"; readonly payload: unknown }
  /** The handler threw (`Handled`), or the function timed out, crashed or could not be loaded (`Unhandled`). */
  | { readonly kind: "error"; readonly errorType: string; readonly errorMessage: string; readonly payload: unknown };

/** Step Functions, as EventBridge uses it. */
export interface ExecutionsPort {
  start(stateMachineArn: string, input: unknown, name?: string): void;
}

/** SQS, as the services which send to queues see it, and Lambda, which polls them. */
export interface QueuesPort {
  /**
   * Puts a message on a queue on behalf of a service or a role; answers its id. Throws `AwsError`: `QueueDoesNotExist`,
   * or `AccessDenied` where neither the queue's policy nor the role lets it.
   */
  send(
    queueArn: string,
    message: { readonly body: string; readonly attributes?: Readonly<Record<string, string>> },
    by: TrustedParty,
  ): string;
  /** The queue's visibility timeout; `undefined` when there is no such queue. */
  visibilitySeconds(queueArn: string): number | undefined;
  /** Takes up to `count` messages, which are hidden from then on for the visibility timeout. Throws where there is no queue. */
  receive(queueArn: string, count: number): readonly QueueMessage[];
  delete(queueArn: string, receiptHandle: string): void;
  /** Calls back whenever messages may be received. Returns the way to stop. */
  watch(queueArn: string, listener: () => void): () => void;
}

/** A message as Lambda hands it to a function. */
export interface QueueMessage {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly md5OfBody: string;
  /** `ApproximateReceiveCount`, `SentTimestamp` and so on. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly messageAttributes: Readonly<
    Record<string, { readonly dataType: string; readonly stringValue?: string; readonly binaryValue?: string }>
  >;
}

/** SNS, as the services which publish see it. */
export interface TopicsPort {
  /** Publishes on behalf of a service or a role; answers the message's id. Throws `AwsError`: `NotFoundException`, or `AuthorizationErrorException`. */
  publish(topicArn: string, message: { readonly body: string; readonly subject?: string }, by: TrustedParty): string;
}

/** IAM and STS, as the edge and Lambda use them. */
export interface IdentityPort {
  /** Who holds the access key. A key which the cloud did not issue belongs to the account's administrator. */
  principal(accessKeyId: string | undefined): Principal;
  /**
   * Temporary credentials of a role, as a function gets them; they last `duration` milliseconds (12 hours unless
   * told). Throws `AwsError` when there is no such role, or when `by` is given and the role does not trust it.
   */
  assume(roleArn: string, sessionName: string, by?: TrustedParty, duration?: number): Credentials;
  /** Decides as IAM does: explicit deny, else allow, else implicit deny. Throws on a policy that it does not understand. */
  decide(principal: Principal, permission: Permission): Decision;
  hasRole(roleArn: string): boolean;
  /**
   * Whether a party may act on a resource that may have a policy of its own (a queue, a topic): a service by that policy
   * alone, a principal by that or by its own policies, an explicit deny of either beats both.
   */
  mayUse(
    by: TrustedParty,
    policy: string | undefined,
    request: { readonly action: string; readonly resource: string },
  ): boolean;
  /** Throws `MalformedPolicyDocument` where a resource's policy is not understood. */
  checkResourcePolicy(policy: string): void;
}

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** Milliseconds since the epoch. */
  readonly expiration: number;
}

export type Principal =
  | { readonly kind: "administrator"; readonly arn: string }
  | { readonly kind: "role"; readonly arn: string; readonly roleArn: string };

/** Who may be trusted with a role: a principal, or a service such as `lambda.amazonaws.com` on behalf of a resource. */
export type TrustedParty = Principal | { readonly kind: "service"; readonly name: string; readonly sourceArn?: string };

export type Decision =
  | { readonly kind: "allow" }
  | { readonly kind: "deny"; readonly explicit: boolean; readonly action: string; readonly resource: string };

/** What the tagging API and `aws:ResourceTag` conditions read: each service answers for its own resources. */
export interface TagsPort {
  /** Registers a service's resources. Called once by each service that has tags. `service` is the third part of their ARNs. */
  provide(source: () => Iterable<TaggedResource>, service?: string): void;
  of(resourceArn: string): Readonly<Record<string, string>> | undefined;
  all(): Iterable<TaggedResource>;
}

export interface TaggedResource {
  readonly arn: string;
  readonly tags: Readonly<Record<string, string>>;
}
