import { readDocument } from "./documents.ts";
import type { ManagedPolicy } from "./state.ts";

interface Published {
  readonly path: string;
  readonly name: string;
  readonly actions: readonly string[];
}

const logWriting = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"];

/** The policies of AWS's own that a template is likely to name, with what they allow (all of them on `*`). */
const published: readonly Published[] = [
  { path: "/", name: "AdministratorAccess", actions: ["*"] },
  {
    path: "/service-role/",
    name: "AmazonECSTaskExecutionRolePolicy",
    actions: [
      "ecr:GetAuthorizationToken",
      "ecr:BatchCheckLayerAvailability",
      "ecr:GetDownloadUrlForLayer",
      "ecr:BatchGetImage",
      "logs:CreateLogStream",
      "logs:PutLogEvents",
    ],
  },
  { path: "/service-role/", name: "AWSLambdaBasicExecutionRole", actions: logWriting },
  {
    path: "/service-role/",
    name: "AWSLambdaVPCAccessExecutionRole",
    actions: [
      ...logWriting,
      "ec2:CreateNetworkInterface",
      "ec2:DescribeNetworkInterfaces",
      "ec2:DescribeSubnets",
      "ec2:DeleteNetworkInterface",
      "ec2:AssignPrivateIpAddresses",
      "ec2:UnassignPrivateIpAddresses",
    ],
  },
  {
    path: "/",
    name: "AWSXRayDaemonWriteAccess",
    actions: [
      "xray:PutTraceSegments",
      "xray:PutTelemetryRecords",
      "xray:GetSamplingRules",
      "xray:GetSamplingTargets",
      "xray:GetSamplingStatisticSummaries",
    ],
  },
];

export function awsManagedPolicies(): readonly ManagedPolicy[] {
  return published.map(({ path, name, actions }) => ({
    name,
    path,
    id: `ANPA${Buffer.from(name).toString("hex").toUpperCase().slice(0, 17)}`,
    arn: `arn:aws:iam::aws:policy${path}${name}`,
    createdAt: Date.UTC(2015, 0, 1),
    document: readDocument(
      JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: actions, Resource: "*" }],
      }),
      "identity",
    ),
    tags: new Map(),
  }));
}
