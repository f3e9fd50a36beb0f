import type { Cause, Confidence } from "../../../../shared/incidents/cause.ts";
import type { TaskStop } from "../../../../shared/incidents/classify-stop.ts";

/** A way in which a task stopped, as somebody met it, and what it is to be called. */
export interface SeenStop {
  readonly stop: Partial<TaskStop>;
  readonly cause: Cause;
  readonly confidence: Confidence;
  /** Where the wording, or the pattern of codes, is from. */
  readonly source: string;
}

const guide = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide";
const github = "https://github.com";

type Answer = readonly [cause: Cause, confidence: Confidence, source: string];

const failed = (stoppedReason: string, ...[cause, confidence, source]: Answer): SeenStop => ({
  stop: { stopCode: "TaskFailedToStart", stoppedReason },
  cause,
  confidence,
  source,
});

/** As on EC2, and with several containers: the task says little, the container more. */
const inContainer = (reason: string, ...[cause, confidence, source]: Answer): SeenStop => ({
  stop: {
    stopCode: "TaskFailedToStart",
    stoppedReason: "Task failed to start",
    containers: [{ name: "orders", reason }],
  },
  cause,
  confidence,
  source,
});

const exited = (exitCode: number, reason: string | undefined, ...[cause, confidence, source]: Answer): SeenStop => ({
  stop: {
    stopCode: "EssentialContainerExited",
    stoppedReason: "Essential container in task exited",
    containers: [{ name: "orders", exitCode, ...(reason !== undefined && { reason }) }],
  },
  cause,
  confidence,
  source,
});

const stopped = (
  stopCode: string | undefined,
  stoppedReason: string,
  ...[cause, confidence, source]: Answer
): SeenStop => ({
  stop: { ...(stopCode !== undefined && { stopCode }), stoppedReason },
  cause,
  confidence,
  source,
});

const common = "https://repost.aws/knowledge-center/ecs-task-stopped";
const pull = `${guide}/task_cannot_pull_image.html`;
const start = `${guide}/failed-to-start-error.html`;
const resources = `${guide}/resource-initialization-error.html`;
const serviceEvents = `${guide}/service-event-messages-list.html`;
const agentErrors = `${github}/aws/amazon-ecs-agent/pull/4181`;

const images: readonly SeenStop[] = [
  failed(
    "CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref 123456789012.dkr.ecr.eu-west-1.amazonaws.com/example-service:example-image@sha256:0f1e: not found",
    "image-tag",
    "likely",
    "https://courses.apollos.edu/blog/fix-cannotpullcontainererror-in-aws-fargate",
  ),
  inContainer(
    "CannotPullContainerError: API error (404): repository 111122223333.dkr.ecr.us-east-1.amazonaws.com/repo/image not found",
    "image-name",
    "certain",
    `${github}/awsdocs/amazon-ecs-developer-guide/blob/master/doc_source/task_cannot_pull_image.md`,
  ),
  inContainer(
    "CannotPullContainerError: API error (404): repository serverless-batch not found: does not exist or no pull access",
    "image-name",
    "certain",
    `${github}/RafalWilinski/deploy-with-serverless/issues/11`,
  ),
  inContainer(
    "CannotPullContainerError: Error: image deathstar:9ce7d67bf402b337a75c8acf49c11881be2f16bd not found",
    "image-tag",
    "certain",
    `${github}/aws/amazon-ecs-agent/issues/337`,
  ),
  inContainer(
    "CannotPullContainerError: Error: image foo/foo not found",
    "image-tag",
    "certain",
    `${github}/quintilesims/layer0/issues/389`,
  ),
  inContainer(
    "CannotPullContainerError: Error response from daemon: pull access denied for myprivate/testbatch, repository does not exist or may require 'docker login'",
    "image-name",
    "likely",
    `${github}/awslabs/aws-batch-helpers/issues/4`,
  ),
  failed(
    'CannotPullContainerError: failed to resolve ref "docker.io/library/chatalicious_braid:latest": pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed',
    "image-name",
    "likely",
    `${github}/docker-archive/compose-cli/issues/853`,
  ),
  inContainer(
    "CannotPullContainerError: Check if image exists and role 'MyBrokenRole' has permissions to pull images from Amazon ECR. Error response from daemon: pull access denied for 123123123123.dkr.ecr.us-east-1.amazonaws.com/my_image, repository does not exist or may require 'docker login': denied: User: arn:aws:sts::123123123123:assumed-role/MyBrokenRole/xyz is not authorized to perform: ecr:BatchGetImage on resource: arn:aws:ecr:us-east-1:123123123123:repository/test_image because no identity-based policy allows the ecr:BatchGetImage action",
    "image-permission",
    "certain",
    agentErrors,
  ),
  inContainer(
    "CannotPullECRContainerError: AccessDeniedException: User: arn:aws:sts::123456789012:assumed-role/OvertureTilesCdkStack/x is not authorized to perform: ecr:GetAuthorizationToken on resource: *",
    "image-permission",
    "certain",
    `${github}/OvertureMaps/overture-tiles/pull/20`,
  ),
  failed(
    "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve ecr registry auth: service call has been retried 1 time(s): operation error ECR: GetAuthorizationToken, https response error StatusCode: 400, RequestID: 24460c33, api error AccessDeniedException: User: arn:aws:sts::123456789012:assumed-role/Tester/a5209a25 is not authorized to perform: ecr:GetAuthorizationToken on resource: *",
    "image-permission",
    "certain",
    resources,
  ),
  failed(
    "CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref 366590864501.dkr.ecr.us-west-2.amazonaws.com/bedrock-proxy-api-ecs:latest@sha256:5de4: unexpected status from HEAD request to https://366590864501.dkr.ecr.us-west-2.amazonaws.com/v2/bedrock-proxy-api-ecs/blobs/sha256:5de4: 403 Forbidden",
    "image-permission",
    "likely",
    `${github}/aws-samples/bedrock-access-gateway/issues/114`,
  ),
  failed(
    'CannotPullContainerError: inspect image has been retried 1 time(s): failed to resolve ref "xxxxx.xxx": unexpected status code [manifests 6981141]: 403 Forbidden',
    "image-permission",
    "likely",
    `${github}/aws/aws-cdk/issues/14457`,
  ),
  failed(
    "CannotPullContainerError: The task can’t pull the image. Check that the role has the permissions to pull images from the registry.",
    "image-permission",
    "likely",
    pull,
  ),
  inContainer(
    "CannotPullContainerError: API error (500): Get https://registry-1.docker.io/v2/library/amazonlinux/manifests/1: unauthorized: incorrect username or password",
    "image-permission",
    "likely",
    agentErrors,
  ),
  failed(
    'CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref quay.io/deepfenceio/cloud-scanner:latest: failed to do request: Head "https://quay.io/v2/deepfenceio/cloud-scanner/manifests/latest": dial tcp 3.210.148.47:443: i/o timeout',
    "image-network",
    "certain",
    `${github}/deepfence/terraform-aws-cloud-scanner/issues/13`,
  ),
  failed(
    "CannotPullContainerError: The task cannot pull from ECR. There is a connection issue between the task and the registry. Check your task network configuration. Error: dial tcp 3.5.167.5:443: i/o timeout",
    "image-network",
    "certain",
    `${github}/IAMSamuelRodda/embark-quoting-system/issues/75`,
  ),
  failed(
    "CannotPullContainerError: The task cannot pull ‘api’ from the Amazon ECR repository ‘123456789012.dkr.ecr.us-east-1.amazonaws.com/api’. There is a connection issue between the task and Amazon ECR. Check your task network configuration.",
    "image-network",
    "certain",
    pull,
  ),
  inContainer(
    "CannotPullContainerError: API error (500): Get https://111122223333.dkr.ecr.us-east-1.amazonaws.com/v2/: net/http: request canceled while waiting for connection",
    "image-network",
    "certain",
    pull,
  ),
  inContainer("CannotPullContainerError: context canceled", "image-network", "likely", pull),
  inContainer(
    'CannotPullECRContainerError: Check your task network configuration. RequestError: send request failed\ncaused by: Post "https://api.ecr.us-east-1.amazonaws.com/": net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)',
    "image-network",
    "certain",
    agentErrors,
  ),
  failed(
    'ResourceInitializationError: unable to pull secrets or registry auth: The task cannot pull registry auth from Amazon ECR: There is a connection issue between the task and Amazon ECR. Check your task network configuration. RequestError: send request failed caused by: Post "https://api.ecr.us-east-1.amazonaws.com/": dial tcp 172.40.1.94:443: i/o timeout',
    "image-network",
    "certain",
    `${github}/aws/copilot-cli/issues/5927`,
  ),
  failed(
    'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve ecr registry auth: service call has been retried 3 time(s): RequestError: send request failed caused by: Post "https://api.ecr.us-east-2.amazonaws.com/": dial tcp 10.0.0.1: i/o timeout. Please check your task network configuration.',
    "image-network",
    "certain",
    `${github}/doctorray117/minecraft-ondemand/issues/74`,
  ),
  failed(
    "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve ecr registry auth: service call has been retried 5 time(s): RequestError: send request failed caused by: Post https://api.ecr....",
    "image-network",
    "certain",
    `${github}/aws/aws-app-mesh-examples/issues/413`,
  ),
  failed("CannotPullContainerError: ERROR: toomanyrequests: Too Many Requests.", "image-rate-limit", "certain", pull),
  failed(
    "CannotPullContainerError: inspect image has been retried 5 time(s): httpReadSeeker: failed open: unexpected status code https://registry-1.docker.io/v2/library/kong/manifests/sha256:611e: 429 Too Many Requests - Server message: toomanyrequests: You have reached your pull rate limit. You may increase the limit by authenticating and upgrading: https://www.docker.com/increase-rate-limit",
    "image-rate-limit",
    "certain",
    `${github}/kubernetes-retired/dashboard/issues/9434`,
  ),
  failed(
    "CannotPullContainerError: pull image manifest has been retried 7 time(s): image Manifest does not contain descriptor matching platform 'linux/amd64'",
    "image-platform",
    "certain",
    `${github}/aviswerdlow/relay/issues/71`,
  ),
  failed(
    "CannotPullContainerError: failed to find a descriptor for platform {linux/amd64}",
    "image-platform",
    "certain",
    `${github}/aws/containers-roadmap/issues/1120`,
  ),
  failed(
    "CannotPullContainerError failed to find a descriptor for platform 0xc0004d52c0 0xc0004d5320",
    "image-platform",
    "certain",
    `${github}/hashicorp/consul-ecs/issues/64`,
  ),
  failed(
    "CannotPullContainerError: ref pull has been retried 1 time(s): failed to extract layer sha256:7c52: write /var/lib/containerd/io.containerd.snapshotter.v1.overlayfs/snapshots/86/fs/home/numpy/linalg.cpython-310.pyc: no space left on device: unknown",
    "storage",
    "certain",
    `${github}/anomalyco/sst/pull/3542`,
  ),
  inContainer(
    "CannotPullContainerError: write /var/lib/docker/tmp/GetImageBlob111111111: no space left on device",
    "storage",
    "certain",
    pull,
  ),
  failed(
    "CannotPullContainerError: ref pull has been retried 1 time(s): failed to copy: httpReaderSeeker: failed open: unexpected status code",
    "image-unavailable",
    "likely",
    pull,
  ),
  failed(
    "CannotPullContainerError: pull command failed: panic: runtime error: invalid memory address or nil pointer dereference",
    "image-unavailable",
    "likely",
    pull,
  ),
  // What Fargate cut off does not say why.
  failed(
    'CannotPullContainerError: containerd: pull command failed: time="2021-08-20T13:58:49Z" level=info msg="apply failure, attempting cleanup" error="failed to extract layer sha256:e246: write /var...',
    "image-unavailable",
    "likely",
    `${github}/aws/containers-roadmap/issues/1133`,
  ),
];

const secrets: readonly SeenStop[] = [
  failed(
    "ResourceInitializationError: unable to pull secrets or registry auth: failed to fetch secret arn:aws:secretsmanager:us-east-1:123456789012:secret:orders/key from secrets manager: ResourceNotFoundException: Secrets Manager can't find the specified secret.",
    "secret-missing",
    "certain",
    `${guide}/resource-not-found-error.html`,
  ),
  failed(
    "ResourceNotFoundException: The task can't retrieve the secret with ARN 'arn:aws:secretsmanager:us-east-1:123456789012:secret:orders/key' from AWS Secrets Manager. Check whether the secret exists in the specified Region.",
    "secret-missing",
    "certain",
    `${guide}/resource-not-found-error.html`,
  ),
  inContainer(
    "ResourceInitializationError: The task can't retrieve the secret with ARN 'aws::arn::my-secret' from AWS Secrets Manager. Check that the secret ARN is correct. ResourceNotFoundException: Secrets Manager can't find the specified secret.",
    "secret-missing",
    "certain",
    agentErrors,
  ),
  failed(
    "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secrets from ssm: service call has been retried 1 time(s): invalid ssm parameters: /api//new-relic-license-key",
    "secret-missing",
    "certain",
    `${github}/HHS/simpler-grants-gov/pull/4330`,
  ),
  failed(
    "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 1 time(s): retrieved secret from Secrets Manager did not contain json key MY_SECRET",
    "secret-missing",
    "certain",
    `${github}/DEFRA/cdp-portal-backend/blob/efc503cf602c87a4c0c4fa9a2693458c5e4b09a3/Defra.Cdp.Backend.Api.Tests/Services/Aws/Deployments/ExtractFailureReasonTests.cs`,
  ),
  failed(
    "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secrets from ssm: service call has been retried 1 time(s): AccessDeniedException: User: arn:aws:sts::123456789012:assumed-role/x is not authorized to perform: ssm:GetParameters",
    "secret-permission",
    "certain",
    `${github}/aws/copilot-cli/issues/3104`,
  ),
  failed(
    "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 1 time(s): AccessDeniedException",
    "secret-permission",
    "certain",
    "https://www.fixdevs.com/blog/aws-ecs-task-failed-to-start/",
  ),
  failed(
    "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 5 time(s): failed to fetch secret arn:aws:secretsmanager:us-west-2:*:secret:DBPasswordSecret-* from secrets manager: RequestCanceled: request context canceled caused by: context deadline exceeded. Please check your task network configuration.",
    "secret-network",
    "certain",
    `${github}/Releem/releem-agent/issues/195`,
  ),
  failed(
    "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secrets from ssm: service call has been retried 5 time(s): RequestCanceled: request context canceled caused by: context deadline exceeded. Please check your task network configuration.",
    "secret-network",
    "certain",
    `${github}/hashicorp/terraform-provider-aws/issues/33044`,
  ),
  failed(
    "ResourceInitializationError: The task cannot pull secrets from AWS Systems Manager Parameter Store. Check your network connection between the task and AWS Systems Manager.",
    "secret-network",
    "certain",
    resources,
  ),
  failed(
    "ResourceInitializationError: unable to pull secrets or registry auth: unable to retrieve secret from asm: There is a connection issue between the task and AWS Secrets Manager. Check your task network configuration. failed to fetch secret arn:aws:secretsmanager:eu-west-1:x:secret:y/z from secrets manager: RequestCanceled: request context canceled caused by: context deadline exceeded",
    "secret-network",
    "certain",
    "https://go-mk-websites.co.uk/post/use-secret-manager-with-security-group-aws",
  ),
  // The credentials of a registry of one's own lie in a secret too.
  failed(
    "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to get registry auth from asm: service call has been retried 5 time(s): asm fetching secret from the service for ...",
    "image-unavailable",
    "likely",
    `${github}/aws-samples/keycloak-on-aws/issues/222`,
  ),
  failed(
    "ResourceInitializationError: unable to pull secrets or registry auth: pull command failed: : signal: killed",
    "secret-unreadable",
    "likely",
    "https://www.repost.aws/fr/knowledge-center/ecs-unable-to-pull-secrets",
  ),
  // Cut off by Fargate: it may be anything.
  failed(
    "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secrets from ssm: service call has been retried 1 time...",
    "secret-unreadable",
    "likely",
    `${github}/aws/copilot-cli/issues/2095`,
  ),
  failed(
    "ResourceInitializationError: unable to pull secrets or registry auth",
    "secret-unreadable",
    "likely",
    `${github}/karanpratapsingh/preview-environments/issues/9`,
  ),
];

const resourcesOfTask: readonly SeenStop[] = [
  failed(
    "ResourceInitializationError: failed to validate logger args: : signal: killed",
    "logs-unavailable",
    "certain",
    "https://gist.github.com/bradleybeddoes/7b568d87d20c5e4ebfe31de9a8dc08c7",
  ),
  failed(
    "ResourceInitializationError: failed to initialize logging driver: failed to create Cloudwatch log stream",
    "logs-unavailable",
    "certain",
    "https://docs.aws.amazon.com/AmazonECS/latest/userguide/stopped-task-error-codes.html",
  ),
  inContainer(
    "CannotStartContainerError: Error response from daemon: failed to initialize logging driver: failed to create Cloudwatch log stream: ResourceNotFoundException: The specified log group does not exist. status code: 400",
    "logs-unavailable",
    "certain",
    `${github}/Rayraegah/terraform-aws-hasura/issues/25`,
  ),
  failed(
    "ResourceInitializationError: The task cannot find the Amazon CloudWatch log group defined in the task definition.",
    "logs-unavailable",
    "certain",
    resources,
  ),
  failed(
    "ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: mount.nfs4: Connection reset by peer : unsuccessful EFS utils command execution; code: 32",
    "storage",
    "certain",
    `${github}/docker-archive/compose-cli/issues/1490`,
  ),
  failed(
    'ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: Failed to resolve "fs-06642d00e4ec726.efs.ap-northeast-1.amazonaws.com" - check that your file system ID is correct, and ensure that the VPC has an EFS mount target for this file system ID.',
    "storage",
    "certain",
    `${github}/aws/copilot-cli/issues/5419`,
  ),
  failed(
    "CannotCreateVolumeError: the volume could not be made",
    "storage",
    "certain",
    `${guide}/cannot-create-volume.html`,
  ),
  failed(
    "Timeout waiting for EphemeralStorage provisioning to complete.",
    "storage",
    "likely",
    `${github}/dagster-io/dagster/blob/b8d7b2530862566f7ae5450a0e5387ab04c784c6/python_modules/libraries/dagster-aws/dagster_aws/ecs/launcher.py`,
  ),
  failed(
    "Timeout waiting for network interface provisioning to complete.",
    "network-interface",
    "likely",
    `${github}/aws/amazon-ecs-agent/issues/4825`,
  ),
  failed("Unable to attach network interface to unused device index", "network-interface", "likely", start),
  failed(
    "Unexpected EC2 error while attempting to Create Network Interface with public IP assignment enabled in subnet 'subnet-0f1e'",
    "quota",
    "likely",
    start,
  ),
  failed(
    "Unexpected EC2 error while attempting to Create Network Interface in subnet 'subnet-0f1e': InsufficientFreeAddressesInSubnet",
    "quota",
    "certain",
    `${github}/paradisec-archive/nabu/pull/1259`,
  ),
  failed(
    "ECS was unable to assume the role 'arn:aws:iam::123456789012:role/orders' that was provided for this task. Please verify that the role being passed has the proper trust relationship and permissions and that your IAM user has permissions to pass this role.",
    "role-not-assumable",
    "certain",
    `${github}/telia-oss/terraform-aws-ecs-fargate/pull/58`,
  ),
  failed(
    "ResourceInitializationError: failed to download env files: file download command: non-empty error stream: RequestCanceled: request context cancelled caused by: context deadline exceeded",
    "unknown",
    "unknown",
    `${github}/aws/aws-cdk/issues/12720`,
  ),
  failed("InternalError: the task could not be started", "unknown", "unknown", start),
];

const commands: readonly SeenStop[] = [
  inContainer(
    'CannotStartContainerError: ResourceInitializationError: failed to create new container runtime task: failed to create shim: OCI runtime create failed: container_linux.go:380: starting container process caused: exec: "-url": executable file not found in $PATH',
    "command-not-runnable",
    "certain",
    `${github}/jenkinsci/amazon-ecs-plugin/issues/258`,
  ),
  inContainer(
    'CannotStartContainerError: ResourceInitializationError: failed to create new container runtime task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "0195": executable file not found in $PATH: unknown',
    "command-not-runnable",
    "certain",
    `${github}/saebyn/glowing-telegram/issues/398`,
  ),
  inContainer(
    'CannotStartContainerError: ResourceInitializationError: failed to create new container runtime task: OCI runtime create failed: container_linux.go:370: starting container process caused: exec: "/opt/sonarqube/bin/run.sh": stat /opt/sonarqube/bin/run.sh: no such file or directory',
    "command-not-runnable",
    "certain",
    `${github}/aws/amazon-ecs-agent/issues/2954`,
  ),
  inContainer(
    "CannotStartContainerError: failed to get container status: unknown",
    "command-not-runnable",
    "likely",
    `${guide}/cannot-start-container.html`,
  ),
  inContainer(
    "ContainerRuntimeTimeoutError: Could not transition to running; timed out after waiting 1m: unknown",
    "command-not-runnable",
    "likely",
    "https://docs.aws.amazon.com/AmazonECS/latest/userguide/stopped-task-error-codes.html",
  ),
  exited(127, undefined, "command-not-runnable", "likely", "https://tldp.org/LDP/abs/html/exitcodes.html"),
  exited(126, undefined, "command-not-runnable", "likely", "https://tldp.org/LDP/abs/html/exitcodes.html"),
];

const ends: readonly SeenStop[] = [
  exited(
    137,
    "OutOfMemoryError: Container killed due to memory usage",
    "out-of-memory",
    "certain",
    `${github}/aws/amazon-ecs-agent/issues/1187`,
  ),
  // Memory ran out in a child, and the container went on to end by itself.
  exited(
    0,
    "OutOfMemoryError: Container killed due to memory usage",
    "out-of-memory",
    "likely",
    `${github}/aws/amazon-ecs-agent/issues/2467`,
  ),
  // The agent had it wrong: the container went on running.
  {
    stop: {
      stopCode: "EssentialContainerExited",
      stoppedReason: "Essential container in task exited",
      containers: [{ name: "webapp", reason: "OutOfMemoryError: Container killed due to memory usage" }],
    },
    cause: "out-of-memory",
    confidence: "likely",
    source: `${github}/aws/amazon-ecs-agent/issues/5135`,
  },
  inContainer(
    "CannotStartContainerError: Error response from daemon: OCI runtime create failed: container_linux.go:380: starting container process caused: container init was OOM-killed (memory limit too low?): unknown",
    "out-of-memory",
    "likely",
    `${github}/aws/amazon-ecs-agent/issues/3021`,
  ),
  // 137 without ECS's word for it is no proof: here the kernel had killed nothing.
  exited(137, undefined, "exited", "likely", `${github}/coderaiser/cloudcmd/issues/440`),
  exited(143, undefined, "exited", "likely", common),
  exited(1, undefined, "exited", "certain", common),
  exited(2, undefined, "exited", "certain", `${github}/reproio/wrapbox/pull/53`),
  exited(3, undefined, "exited", "certain", `${guide}/stopped-task-errors.html`),
  exited(255, undefined, "exited", "certain", common),
  exited(139, undefined, "exited", "certain", `${github}/aws/amazon-ecs-agent/issues/594`),
  exited(134, undefined, "exited", "certain", "https://man7.org/linux/man-pages/man7/signal.7.html"),
  exited(130, undefined, "exited", "likely", "https://tldp.org/LDP/abs/html/exitcodes.html"),
  exited(0, undefined, "exited", "certain", `${github}/aws/amazon-ecs-agent/issues/1236`),
  // The one that failed first has a code of its own; its neighbour was told to stop.
  {
    stop: {
      stopCode: "EssentialContainerExited",
      stoppedReason: "Essential container in task exited",
      containers: [
        { name: "sidecar", exitCode: 137 },
        { name: "orders", exitCode: 1 },
      ],
    },
    cause: "exited",
    confidence: "certain",
    source: `${github}/h3poteto/ecs-task/issues/18`,
  },
  // Two with codes of their own: either may have been first.
  {
    stop: {
      stopCode: "EssentialContainerExited",
      stoppedReason: "Essential container in task exited",
      containers: [
        { name: "sidecar", exitCode: 2 },
        { name: "orders", exitCode: 1 },
      ],
    },
    cause: "exited",
    confidence: "likely",
    source: `${github}/h3poteto/ecs-task/issues/18`,
  },
  {
    stop: {
      stopCode: "EssentialContainerExited",
      stoppedReason: "Essential container in task exited",
      containers: [
        { name: "aws-guardduty-agent", exitCode: 1, reason: "OutOfMemoryError: Container killed", essential: false },
        { name: "orders", exitCode: 3 },
      ],
    },
    cause: "exited",
    confidence: "certain",
    source: "https://docs.aws.amazon.com/guardduty/latest/ug/how-runtime-monitoring-works-ecs-fargate.html",
  },
  stopped(
    undefined,
    "Essential container in task exited",
    "unknown",
    "unknown",
    `${github}/aws/amazon-ecs-agent/issues/1883`,
  ),
];

const stops: readonly SeenStop[] = [
  stopped(
    "ServiceSchedulerInitiated",
    "Scaling activity initiated by (deployment ecs-svc/8646900195280463695)",
    "stopped-by-scheduler",
    "certain",
    `${github}/awsdocs/amazon-ecs-developer-guide/blob/master/doc_source/stopped-task-errors.md`,
  ),
  {
    stop: {
      stopCode: "ServiceSchedulerInitiated",
      stoppedReason: "Scaling activity initiated by (deployment ecs-svc/1637086347952626779)",
      containers: [{ name: "orders", exitCode: 137, reason: "OutOfMemoryError: Container killed due to memory usage" }],
    },
    cause: "stopped-by-scheduler",
    confidence: "certain",
    source: `${guide}/stopped-task-errors.html`,
  },
  stopped("UserInitiated", "Task stopped by user", "stopped-by-person", "certain", common),
  // Whoever stops a task writes the reason: it proves nothing.
  stopped(
    "UserInitiated",
    "OutOfMemoryError: I think so",
    "stopped-by-person",
    "certain",
    "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_StopTask.html",
  ),
  {
    stop: {
      stopCode: "UserInitiated",
      stoppedReason: "Migration step exceeded 720s timeout",
      containers: [{ name: "migrate", exitCode: 143 }],
    },
    cause: "stopped-by-person",
    confidence: "certain",
    source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_StopTask.html",
  },
  stopped(
    "ServiceSchedulerInitiated",
    "Task failed ELB health checks in (target-group arn:aws:elasticloadbalancing:us-west-2:615288112214:targetgroup/nginxTarge-16DD4KDLKAI7U/a6d71c9b9c18b389)",
    "load-balancer-health-check",
    "certain",
    "https://gist.github.com/efekarakus/fe4afc1ab8b54835d27e47e253f46254",
  ),
  stopped(
    "ServiceSchedulerInitiated",
    "Task failed ELB health checks in (elb elb-name)",
    "load-balancer-health-check",
    "certain",
    `${github}/awsdocs/amazon-ecs-developer-guide/blob/master/doc_source/stopped-task-errors.md`,
  ),
  {
    stop: {
      stopCode: "ServiceSchedulerInitiated",
      stoppedReason:
        "Task failed ELB health checks in (target-group arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/Example/7a7a1fcbd0455d4b)",
      containers: [{ name: "Example", exitCode: 137 }],
    },
    cause: "load-balancer-health-check",
    confidence: "certain",
    source: common,
  },
  stopped(
    "ServiceSchedulerInitiated",
    "Task failed container health checks",
    "container-health-check",
    "certain",
    common,
  ),
  {
    stop: { stopCode: "ServiceSchedulerInitiated", healthStatus: "UNHEALTHY" },
    cause: "container-health-check",
    confidence: "likely",
    source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html",
  },
  {
    stop: {
      stopCode: "ServiceSchedulerInitiated",
      serviceEvents: ["(service AWS-Service) (task ff3e71a4-d7e5-428b-9232-2345657889) failed container health checks"],
    },
    cause: "container-health-check",
    confidence: "likely",
    source: "https://aws.amazon.com/premiumsupport/knowledge-center/ecs-task-container-health-check-failures/",
  },
  {
    stop: {
      stopCode: "ServiceSchedulerInitiated",
      serviceEvents: [
        "(service orders) (task 0f1e) (port 8080) is unhealthy in (target-group arn:tg) due to (reason Health checks failed with these codes: [503])",
      ],
    },
    cause: "load-balancer-health-check",
    confidence: "likely",
    source: `${guide}/service-unhealthy-event-messages.html`,
  },
  stopped(
    "SpotInterruption",
    "Your Spot Task was interrupted.",
    "spot-interruption",
    "certain",
    `${guide}/fargate-capacity-providers.html`,
  ),
  stopped(
    "TerminationNotice",
    "Your Spot Task was interrupted.",
    "spot-interruption",
    "certain",
    `${github}/awsdocs/amazon-ecs-developer-guide/blob/master/doc_source/fargate-capacity-providers.md`,
  ),
  // The code that is documented did not come.
  stopped(
    undefined,
    "Your Spot Task was interrupted.",
    "spot-interruption",
    "certain",
    `${github}/aws/containers-roadmap/issues/1565`,
  ),
  {
    stop: {
      stoppedReason: "Your Spot Task was interrupted.",
      containers: [{ name: "wrapbox", exitCode: 2 }],
    },
    cause: "spot-interruption",
    confidence: "certain",
    source: `${github}/reproio/wrapbox/pull/53`,
  },
  stopped("SpotInterruption", "", "spot-interruption", "certain", `${guide}/spot-interruption-errors.html`),
  stopped(
    "TerminationNotice",
    "",
    "spot-interruption",
    "likely",
    "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Task.html",
  ),
  stopped(
    "TerminationNotice",
    "Host EC2 (instance i-08784105ffff56b4f) terminated.",
    "host-lost",
    "certain",
    `${github}/ministryofjustice/modernisation-platform-environments/pull/17291`,
  ),
  stopped(
    "ServiceSchedulerInitiated",
    "Host EC2 (instance i-06aab15feb4568492) stopped.",
    "host-lost",
    "certain",
    `${github}/awsdocs/amazon-ecs-developer-guide/blob/master/doc_source/stopped-task-errors.md`,
  ),
  stopped(
    undefined,
    "Container instance deregistration forced by user",
    "host-lost",
    "likely",
    `${github}/awsdocs/amazon-ecs-developer-guide/blob/master/doc_source/stopped-task-errors.md`,
  ),
  stopped(
    "InfrastructureHealth",
    "",
    "host-lost",
    "likely",
    "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Task.html",
  ),
  {
    stop: {
      stopCode: "ServiceSchedulerInitiated",
      stoppedReason: "ECS is performing maintenance on the underlying infrastructure hosting the task",
      containers: [{ name: "orders", exitCode: 137 }],
    },
    cause: "host-maintenance",
    confidence: "certain",
    source: `${guide}/task-maintenance.html`,
  },
  stopped(
    "TaskFailedToStart",
    "Capacity is unavailable at this time. Please try again later or in a different availability zone",
    "no-capacity",
    "certain",
    `${github}/sil-org/ecs-deploy/issues/277`,
  ),
  stopped("TaskFailedToStart", "RESOURCE:FARGATE", "no-capacity", "likely", `${guide}/ecs_service_events.html`),
  {
    stop: {
      stopCode: "TaskFailedToStart",
      serviceEvents: [
        "(service orders) was unable to place a task because no container instance met all of its requirements.",
      ],
    },
    cause: "no-capacity",
    confidence: "likely",
    source: serviceEvents,
  },
  {
    stop: {
      stopCode: "TaskFailedToStart",
      serviceEvents: [
        "(service orders) was unable to reach steady state. Reason: No Container Instances were found in your capacity provider.",
      ],
    },
    cause: "no-capacity",
    confidence: "likely",
    source: serviceEvents,
  },
  stopped(
    "TaskFailedToStart",
    "You've reached the limit on the number of vCPUs you can run concurrently",
    "quota",
    "certain",
    serviceEvents,
  ),
  stopped(
    "TaskFailedToStart",
    "The requested CPU configuration is above your limit.",
    "quota",
    "certain",
    serviceEvents,
  ),
  stopped("ServiceSchedulerInitiated", "", "unknown", "unknown", `${github}/aws/amazon-ecs-agent/issues/1654`),
  stopped(
    "TaskFailedToStart",
    "Task failed to start",
    "unknown",
    "unknown",
    `${github}/aws/amazon-ecs-agent/issues/1654`,
  ),
  stopped("SomethingNew", "what nobody has seen", "unknown", "unknown", `${guide}/ecs_cwe_events.html`),
];

/** Each with its source; some ids and accounts in them are made up. */
export const seenStops: readonly SeenStop[] = [
  ...images,
  ...secrets,
  ...resourcesOfTask,
  ...commands,
  ...ends,
  ...stops,
];
