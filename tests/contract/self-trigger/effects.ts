/** An event as rules see it, and the bus on which it comes. */
export interface Caused {
  readonly bus: "default" | "own";
  readonly event: Readonly<Record<string, unknown>>;
}

const account = "us-east-1:123456789012";
const cluster = `arn:aws:ecs:${account}:cluster/fairway`;
const onDefault = (event: Readonly<Record<string, unknown>>): Caused => ({ bus: "default", event });

/** One of the events of a task's life; a service's tasks have `startedBy` the deployment that started them. */
const task = (detail: Readonly<Record<string, unknown>>): Caused =>
  onDefault({
    source: "aws.ecs",
    "detail-type": "ECS Task State Change",
    resources: [`arn:aws:ecs:${account}:task/fairway/0f1e`],
    detail: { clusterArn: cluster, group: "service:orders", startedBy: "ecs-svc/1", ...detail },
  });

/**
 * All that may become of the tasks which a write starts or stops, however long after.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html
 */
const tasks: readonly Caused[] = [
  ...["PROVISIONING", "PENDING", "RUNNING"].map((lastStatus) => task({ lastStatus, desiredStatus: "RUNNING" })),
  ...[
    "ServiceSchedulerInitiated",
    "UserInitiated",
    "TaskFailedToStart",
    "EssentialContainerExited",
    "SpotInterruption",
    "TerminationNotice",
    "InfrastructureHealth",
  ].flatMap((stopCode) =>
    ["RUNNING", "DEACTIVATING", "STOPPING", "DEPROVISIONING", "STOPPED"].map((lastStatus) =>
      task({ lastStatus, desiredStatus: "STOPPED", stopCode }),
    ),
  ),
];

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service_deployment_events.html, …/ecs_service_events.html */
const deployments: readonly Caused[] = [
  ["ECS Deployment State Change", "SERVICE_DEPLOYMENT_IN_PROGRESS"],
  ["ECS Deployment State Change", "SERVICE_DEPLOYMENT_COMPLETED"],
  ["ECS Deployment State Change", "SERVICE_DEPLOYMENT_FAILED"],
  ["ECS Service Action", "SERVICE_STEADY_STATE"],
  ["ECS Service Action", "SERVICE_TASK_PLACEMENT_FAILURE"],
  ["ECS Service Action", "SERVICE_TASK_START_IMPAIRED"],
].map(([type, eventName]) =>
  onDefault({
    source: "aws.ecs",
    "detail-type": type,
    resources: [`arn:aws:ecs:${account}:service/fairway/orders`],
    detail: { eventName, deploymentId: "ecs-svc/1", clusterArn: cluster },
  }),
);

/** https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html */
const executions: readonly Caused[] = ["deploy", "remove"].flatMap((machine) =>
  ["RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED", "PENDING_REDRIVE"].map((status) =>
    onDefault({
      source: "aws.states",
      "detail-type": "Step Functions Execution Status Change",
      detail: { status, name: "d-1", stateMachineArn: `arn:aws:states:${account}:stateMachine:fairway-${machine}` },
    }),
  ),
);

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html */
const alarms: readonly Caused[] = ["OK", "ALARM", "INSUFFICIENT_DATA"].map((value) =>
  onDefault({
    source: "aws.cloudwatch",
    "detail-type": "CloudWatch Alarm State Change",
    resources: [`arn:aws:cloudwatch:${account}:alarm:fairway-orders-high`],
    detail: { alarmName: "fairway-orders-high", state: { value } },
  }),
);

/** Ours have the source `fairway`, whatever they are: shared/aws/event-bus.ts. */
const own: readonly Caused[] = ["Fairway Count Requested", "Fairway Command"].map((type) => ({
  bus: "own",
  event: { source: "fairway", "detail-type": type, detail: { service: "orders" } },
}));

/** A change of what a service runs, or of how many: its tasks, its deployment, and the load on which its alarms look. */
const service = [...tasks, ...deployments, ...alarms];

/**
 * The events that AWS makes of each write, at once or later; what looks only (`isLook`) makes none. Every write that a
 * function may make has a line here. Besides these each may come as "AWS API Call via CloudTrail"
 * (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html), for which `causedBy` stands.
 */
const effects: Readonly<Record<string, readonly Caused[]>> = {
  "ecs:CreateService": service,
  "ecs:UpdateService": service,
  "ecs:DeleteService": service,
  "ecs:StopServiceDeployment": service,
  "states:StartExecution": executions,
  "states:StopExecution": executions,
  // The execution that waits goes on, and ends.
  "states:SendTaskSuccess": executions,
  "states:SendTaskFailure": executions,
  "events:PutEvents": own,
  "cloudwatch:PutMetricAlarm": alarms,
  "cloudwatch:DeleteAlarms": alarms,
  "cloudwatch:SetAlarmState": alarms,
  // A target group's unhealthy target makes ECS replace the task; one that is let go does not.
  "elasticloadbalancing:ModifyTargetGroup": service,
  "elasticloadbalancing:ModifyTargetGroupAttributes": service,
  "elasticloadbalancing:ModifyListener": service,
  "elasticloadbalancing:DeleteListener": service,
  "elasticloadbalancing:SetSecurityGroups": service,
  "ec2:RevokeSecurityGroupIngress": service,
  "ec2:RevokeSecurityGroupEgress": service,
  "ec2:AuthorizeSecurityGroupIngress": service,
  "ec2:AuthorizeSecurityGroupEgress": service,
  "ecs:PutClusterCapacityProviders": service,
  // What these make or take away has no task and no execution; who is invoked or gets a message is in graph.ts.
  ...Object.fromEntries(
    [
      "cloudwatch:TagResource",
      "dynamodb:PutItem",
      "dynamodb:UpdateItem",
      "dynamodb:DeleteItem",
      "ec2:CreateSecurityGroup",
      "ec2:DeleteSecurityGroup",
      "ec2:CreateTags",
      "ecs:CreateCluster",
      "ecs:DeregisterTaskDefinition",
      "ecs:RegisterTaskDefinition",
      "ecs:TagResource",
      "elasticloadbalancing:AddTags",
      "elasticloadbalancing:CreateListener",
      "elasticloadbalancing:CreateLoadBalancer",
      "elasticloadbalancing:CreateTargetGroup",
      "elasticloadbalancing:DeleteLoadBalancer",
      "elasticloadbalancing:DeleteRule",
      "elasticloadbalancing:DeleteTargetGroup",
      "elasticloadbalancing:DeregisterTargets",
      "elasticloadbalancing:ModifyLoadBalancerAttributes",
      "elasticloadbalancing:RegisterTargets",
      "elasticloadbalancing:SetSubnets",
      "iam:CreateServiceLinkedRole",
      "iam:PassRole",
      "lambda:InvokeFunction",
      "logs:CreateLogGroup",
      "logs:CreateLogStream",
      "logs:PutLogEvents",
      "logs:PutRetentionPolicy",
      "logs:TagResource",
      "sns:Publish",
      "sqs:ChangeMessageVisibility",
      "sqs:DeleteMessage",
      "sqs:ReceiveMessage",
      "sqs:SendMessage",
    ].map((write) => [write, []]),
  ),
};

/** Whether an action changes nothing. */
export const isLook = (action: string): boolean => /:(Describe|List|Get|BatchGet|Query|Filter)/.test(action);

/** What a write causes; `undefined` where nobody has said. */
export function causedBy(action: string): readonly Caused[] | undefined {
  const [prefix, eventName] = action.split(":");
  const trail = onDefault({
    source: `aws.${prefix}`,
    "detail-type": "AWS API Call via CloudTrail",
    detail: { eventName },
  });
  const known = effects[action];
  return known && [trail, ...known];
}
