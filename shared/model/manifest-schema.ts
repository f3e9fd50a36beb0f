import * as z from "zod";
import { scalingSchema } from "../scaling/policy-schema.ts";
import { defaults } from "./defaults.ts";
import { editorRules } from "./editor-rules.ts";
import { fargateCpus } from "./fargate-sizes.ts";
import { imageMessage, imagePattern, mostImageCharacters } from "./image-reference.ts";
import { serviceNameMessage, serviceNamePattern } from "./service-name.ts";
import { parseRange } from "./version-range.ts";

/**
 * The manifest as a user writes it: the shape of each field, with its documentation. What it means when a field is
 * left out stands in `defaults.ts`; what two fields mean for each other in `manifest-checks.ts`.
 */

/** The retention periods that CloudWatch Logs knows. */
export const logRetentionPeriods = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

/** Limits that are ours or AWS's, by what they limit. */
export const limits = {
  count: 1000,
  variables: 100,
  variableBytes: 32 * 1024,
  tags: 40,
  /** A plan repeats them for each of a service's nine resources, and must fit into an item of 400 KB. */
  tagBytes: 16 * 1024,
  portsFrom: 1,
  portsTo: 65_535,
} as const;

const variableName = z
  .string()
  .max(256)
  .regex(
    /^[A-Za-z_][A-Za-z0-9_]*$/,
    "a variable's name is made of letters, digits and underscores and does not begin with a digit",
  );

const tagKey = z
  .string()
  .min(1)
  .max(128)
  .regex(
    /^(?!(?:aws|fairway):)[\p{L}\p{N} +\-=._:/@]*$/iu,
    "a tag's key is made of letters, digits, spaces and + - = . _ : / @, and may not begin with aws: or fairway:",
  );

const healthCheck = z
  .strictObject({
    path: z
      .string()
      .max(1024)
      .regex(/^\/[!-~]*$/, "must begin with / and hold no spaces: /health")
      .optional()
      .meta({
        description: "What the load balancer requests of each task.",
        default: defaults.healthCheck.path,
        examples: ["/health"],
      }),
    intervalSeconds: whole(5, 300).optional().meta({
      description: "Seconds between two checks of a task, 5 to 300. A new task serves after its first passed check.",
      default: defaults.healthCheck.intervalSeconds,
    }),
    timeoutSeconds: whole(2, 120).optional().meta({
      description: "Seconds in which a task must answer, 2 to 120, below intervalSeconds.",
      default: defaults.healthCheck.timeoutSeconds,
    }),
    healthyThreshold: whole(2, 10).optional().meta({
      description: "Passed checks in a row after which an unhealthy task serves again, 2 to 10.",
      default: defaults.healthCheck.healthyThreshold,
    }),
    unhealthyThreshold: whole(2, 10).optional().meta({
      description: "Failed checks in a row after which a task is replaced, 2 to 10.",
      default: defaults.healthCheck.unhealthyThreshold,
    }),
    gracePeriodSeconds: whole(0, 600).optional().meta({
      description:
        "Seconds after its start in which a task may fail its checks, 0 to 600: the longest that the application takes to start.",
      default: defaults.healthCheck.gracePeriodSeconds,
    }),
    matcher: z
      .string()
      .max(128)
      .regex(
        /^[2-4]\d\d(-[2-4]\d\d|(,[2-4]\d\d)*)$/,
        "must be status codes from 200 to 499: one (200), a list (200,204) or a range (200-399)",
      )
      .optional()
      .meta({
        description: "Status codes that pass: one, a list (200,204) or a range (200-399).",
        default: defaults.healthCheck.matcher,
      }),
  })
  .meta({ description: "How the load balancer tells whether a task serves. Web services only." });

const capacityProviderStrategy = z
  .array(
    z.strictObject({
      capacityProvider: z.enum(["FARGATE", "FARGATE_SPOT"]).meta({
        description: "FARGATE, or FARGATE_SPOT: up to 70 % cheaper, may be taken away with two minutes' notice.",
      }),
      base: whole(0, limits.count).optional().meta({
        description: "Tasks to run here before any weight counts. One entry only.",
        default: defaults.strategyItem.base,
      }),
      weight: whole(0, 1000).optional().meta({
        description: "Share of the tasks beyond the base, in proportion to the other entry's weight, 0 to 1000.",
        default: defaults.strategyItem.weight,
      }),
    }),
  )
  .min(1)
  .max(2)
  .meta({
    description: "Where tasks run, in ECS's own terms.",
    default: defaults.capacityProviderStrategy,
    examples: [
      [
        { capacityProvider: "FARGATE", base: 1, weight: 0 },
        { capacityProvider: "FARGATE_SPOT", weight: 1 },
      ],
    ],
  });

export const manifestSchema = z
  .strictObject({
    name: z
      .string()
      .regex(serviceNamePattern, serviceNameMessage)
      .meta({
        description:
          "The service's name, 1 to 24 lower-case letters, digits and hyphens, beginning with a letter. Its resources are named after it.",
        examples: ["orders"],
      }),
    type: z.enum(["web", "worker"]).optional().meta({
      description: "web: behind a public load balancer. worker: runs without being reachable.",
      default: defaults.type,
    }),
    image: z
      .string()
      .max(mostImageCharacters)
      .regex(imagePattern, imageMessage)
      .meta({
        description: "The container image. A tag in ECR is resolved to its digest when the deployment begins.",
        examples: ["123456789012.dkr.ecr.us-east-1.amazonaws.com/orders:1.4", "nginx:1.27"],
      }),
    port: whole(limits.portsFrom, limits.portsTo)
      .optional()
      .meta({ description: "The TCP port on which the container listens. Web services only.", default: defaults.port }),
    cpu: z.literal(fargateCpus).optional().meta({
      description: "CPU units of a task: 256 is a quarter of a vCPU. 256, 512, 1024 … 16384.",
      default: defaults.cpu,
    }),
    memory: whole(512, 122_880)
      .optional()
      .meta({
        description:
          "MiB of memory of a task. What is valid depends on cpu: 256 takes 512, 1024 or 2048; 512 takes 1024 to 4096; 1024 takes 2048 to 8192. Default: the least for the cpu.",
        examples: [512],
      }),
    architecture: z.enum(["X86_64", "ARM64"]).optional().meta({
      description: "The processor that the image is built for. ARM64 costs a fifth less.",
      default: defaults.architecture,
    }),
    count: whole(0, limits.count).optional().meta({
      description:
        "How many tasks run, 0 to 1000. 0 keeps everything but runs nothing. With scaling, how many it begins with: from min to max, min if left out.",
      default: defaults.count,
    }),
    scaling: scalingSchema.optional(),
    command: z
      .array(z.string().max(8192))
      .min(1)
      .max(100)
      .optional()
      .meta({ description: "Replaces the image's command: one word an entry.", examples: [["node", "server.js"]] }),
    variables: z
      .record(variableName, z.string())
      .optional()
      .meta({
        description:
          "Environment variables, up to 100 with the secrets and 32 KB. Anyone who may see the task definition can read them.",
        examples: [{ LOG_LEVEL: "info" }],
      }),
    secrets: z
      .record(
        variableName,
        z
          .string()
          .max(2048)
          .regex(
            /^(arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@-]+(:[^:]*:[^:]*:[^:]*)?|arn:aws[a-z-]*:ssm:[a-z0-9-]+:\d{12}:parameter\/[\w./-]+|\/?[A-Za-z0-9_.-]+(\/[A-Za-z0-9_.-]+)*)$/,
            "must be the ARN of a secret in Secrets Manager, or the ARN or the name of a parameter in Parameter Store; never the secret itself",
          ),
      )
      .optional()
      .meta({
        description:
          "Environment variables whose values ECS reads from Secrets Manager (ARN) or Parameter Store (ARN or name) when a task starts. The execution role may read those of its own account and region that lie under the installation's name: secrets named fairway/…, parameters under /fairway/….",
        examples: [
          {
            DATABASE_URL: "arn:aws:secretsmanager:us-east-1:123456789012:secret:fairway/orders-db-AbCdEf",
            API_KEY: "/fairway/orders/api-key",
          },
        ],
      }),
    capacityProviderStrategy: capacityProviderStrategy.optional(),
    minimumHealthyPercent: whole(0, 100).optional().meta({
      description: "How many of count must serve during a deployment, in percent, rounded up.",
      default: defaults.minimumHealthyPercent,
    }),
    maximumPercent: whole(100, 200).optional().meta({
      description: "How many tasks of both versions may run during a deployment, in percent of count, rounded down.",
      default: defaults.maximumPercent,
    }),
    onFailure: z.enum(["rollback", "hold"]).optional().meta({
      description:
        "What becomes of a version that fails. rollback: it is taken back, and what served before serves on. hold: it is left standing beside that, to be looked at, until the next deployment or rollback.",
      default: defaults.onFailure,
    }),
    onDrift: z.enum(["report", "repair"]).optional().meta({
      description:
        "What becomes of a change behind Fairway's back. report: it is shown, and left for a person. repair: what serves is made as it was deployed again, at most three times an hour.",
      default: defaults.onDrift,
    }),
    deployOnPush: z
      .strictObject({
        tag: z
          .string()
          .regex(/^[\w.*-]{1,128}$/, "must be a tag, in which * stands for any characters: v*")
          .optional()
          .meta({ description: "Takes tags like this one, the newest push first; * stands for any characters." }),
        semver: z
          .string()
          .min(1)
          .max(128)
          .refine((range) => parseRange(range) !== undefined, "must be a range of versions: >=1 <3, ^1.4 or 1.x")
          .optional()
          .meta({
            description:
              "Takes tags that are versions in this range, with or without a v, and never one below that which runs. Pre-releases only where the range names one.",
          }),
      })
      .optional()
      .meta({
        description:
          "Deploys an image of the same repository in ECR as soon as it is pushed under a tag that matches: by its digest, and otherwise as the service was deployed last. Either tag or semver. Without it a push deploys nothing.",
        examples: [{ semver: ">=1 <3" }, { tag: "main-*" }],
        minProperties: 1,
        maxProperties: 1,
      }),
    restartOnSecretChange: z.boolean().optional().meta({
      description:
        "Replaces the tasks, about a minute after a secret or parameter of theirs has changed, by ones that have read it anew.",
      default: defaults.restartOnSecretChange,
    }),
    healthCheck: healthCheck.optional(),
    https: z
      .strictObject({
        certificateArn: z
          .string()
          .regex(
            /^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[\w-]+$/,
            "must be the ARN of a certificate in ACM: arn:aws:acm:us-east-1:123456789012:certificate/…",
          )
          .meta({ description: "The ARN of an issued certificate in ACM, of the same region." }),
      })
      .optional()
      .meta({ description: "Serves HTTPS on 443 and redirects HTTP there. Web services only." }),
    deregistrationDelaySeconds: whole(0, 3600).optional().meta({
      description:
        "Seconds in which a task that is being replaced may finish its requests, 0 to 3600. As long as the slowest request. Web services only.",
      default: defaults.deregistrationDelaySeconds,
    }),
    stopTimeoutSeconds: whole(2, 120)
      .optional()
      .meta({ description: "Seconds between SIGTERM and SIGKILL, 2 to 120.", default: defaults.stopTimeoutSeconds }),
    taskRole: z
      .string()
      .max(2048)
      .regex(
        /^(arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+|[\w+=,.@-]{1,64})$/,
        "must be the name or the ARN of an IAM role",
      )
      .optional()
      .meta({
        description:
          "The IAM role (name or ARN) that the application acts as. The installation says which service may use which role.",
        examples: ["orders-task"],
      }),
    network: z
      .strictObject({
        vpcId: z
          .string()
          .regex(/^vpc-[0-9a-f]{8,17}$/, "must be a VPC's id: vpc-0123456789abcdef0")
          .optional()
          .meta({ description: "The VPC. Default: the region's default VPC." }),
        subnetIds: z
          .array(z.string().regex(/^subnet-[0-9a-f]{8,17}$/, "must be a subnet's id: subnet-0123456789abcdef0"))
          .min(1)
          .max(16)
          .optional()
          .meta({
            description:
              "Subnets, public ones in two zones for a web service. Tasks stand in the private ones if there are any. Default: the VPC's own in each zone.",
          }),
      })
      .optional()
      .meta({ description: "Where in the network the service stands." }),
    logRetentionDays: z.literal(logRetentionPeriods).optional().meta({
      description: "Days for which logs are kept: one of the periods of CloudWatch Logs.",
      default: defaults.logRetentionDays,
    }),
    tags: z
      .record(tagKey, z.string().max(256))
      .optional()
      .meta({ description: "Tags for every resource of the service, up to 40.", examples: [{ team: "shop" }] }),
  })
  .meta({
    title: "Fairway manifest",
    description: "A container service: what runs, how much of it, and who may reach it.",
    ...editorRules,
  });

export type Manifest = z.infer<typeof manifestSchema>;

function whole(from: number, to: number) {
  return z.number().int().min(from).max(to);
}
