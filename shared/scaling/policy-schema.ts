import * as z from "zod";
import { policyDefaults } from "./policy.ts";

/** `scaling` in a manifest: the shape of each field, with its documentation. */

export const scalingLimits = { count: 1000, schedules: 20, dimensions: 10 } as const;

const cron = z
  .string()
  .max(100)
  .meta({ description: "A cron line: minute hour day month weekday.", examples: ["0 8 * * MON-FRI"] });

const timeZone = z
  .string()
  .max(64)
  .optional()
  .meta({
    description: "The IANA time zone in which the line is read; clock changes are followed.",
    default: policyDefaults.timeZone,
    examples: ["Europe/Berlin"],
  });

const targets = z
  .strictObject({
    cpu: percent(
      "Percent of a task's CPU that the service is kept at, 10 to 95. A calm load runs close to it, an unruly one below, with the room that its own past asks for.",
    ),
    memory: percent("Percent of a task's memory, 10 to 95."),
    requestsPerTask: positive("Requests per second that a task may serve. Web services only."),
    responseTime: positive("Seconds that an answer may take on average. Web services only."),
    queueBacklogPerTask: positive("Messages that may wait for each task."),
    metric: z
      .strictObject({
        namespace: z.string().min(1).max(255),
        name: z.string().min(1).max(255),
        dimensions: z
          .record(z.string().min(1).max(255), z.string().min(1).max(1024))
          .optional()
          .meta({ default: policyDefaults.metric.dimensions }),
        statistic: z.enum(["Average", "Sum", "Maximum"]).optional().meta({ default: policyDefaults.metric.statistic }),
        perTask: z.number().positive().meta({ description: "How much of the metric's value one task may carry." }),
      })
      .optional()
      .meta({ description: "A metric in CloudWatch whose value the tasks share." }),
  })
  .meta({
    description: "What a task may carry. The service has as many tasks as the target that asks for the most.",
    default: policyDefaults.targets,
    examples: [{ cpu: 70 }, { requestsPerTask: 50 }],
  });

export const scalingSchema = z
  .strictObject({
    min: whole(0, scalingLimits.count).optional().meta({
      description: "The fewest tasks, 0 to 1000. 0 needs scaleToZero.",
      default: policyDefaults.min,
    }),
    max: whole(1, scalingLimits.count).optional().meta({
      description: "The most tasks, 1 to 1000.",
      default: policyDefaults.max,
    }),
    targets: targets.optional(),
    queue: z
      .string()
      .regex(/^[A-Za-z0-9_-]{1,80}(\.fifo)?$/, "must be the name of an SQS queue: orders-to-ship")
      .optional()
      .meta({ description: "The SQS queue whose waiting messages queueBacklogPerTask counts: its name." }),
    metricSeconds: z
      .union([z.literal(20), z.literal(60)])
      .optional()
      .meta({
        description:
          "How often ECS publishes CPU and memory, 20 or 60. With 20 a load is met within a minute also by a service that was calm; alarms cost three times as much. 60 if left out.",
      }),
    forecast: z.boolean().optional().meta({
      description: "Whether tasks are started ahead of what repeats by day and week. It only ever adds.",
      default: policyDefaults.forecast,
    }),
    scaleOut: bound("add"),
    scaleIn: bound("take away"),
    schedules: z
      .array(
        z.strictObject({
          cron,
          timeZone,
          min: whole(0, scalingLimits.count).optional(),
          max: whole(0, scalingLimits.count).optional(),
        }),
      )
      .max(scalingLimits.schedules)
      .optional()
      .meta({
        description: "Other bounds, from when a line fires until another one does.",
        examples: [[{ cron: "0 8 * * MON-FRI", timeZone: "Europe/Berlin", min: 4 }]],
      }),
    offHours: z
      .strictObject({ stop: cron, start: cron, timeZone })
      .optional()
      .meta({
        description: "From when to when no task runs.",
        examples: [{ stop: "0 20 * * *", start: "0 6 * * MON-FRI", timeZone: "Europe/Berlin" }],
      }),
    scaleToZero: z
      .strictObject({
        afterIdleSeconds: whole(300, 86_400).optional().meta({
          description: "Seconds without any load, 300 to 86400.",
          default: policyDefaults.afterIdleSeconds,
        }),
      })
      .optional()
      .meta({
        description:
          "Lets the last task go when nothing has come for a while: no request to a web service, no message waiting or in hand for a worker with a queue. The next request is answered 503 with Retry-After, by a page that says starting, and wakes the service; the next message does so by its alarm. min holds while it is awake.",
      }),
    budget: z
      .strictObject({ taskHoursPerMonth: z.number().positive() })
      .optional()
      .meta({ description: "Task-hours in a calendar month (UTC) beyond which only min tasks run." }),
  })
  .meta({ description: "How the count follows the load." });

export type ScalingManifest = z.infer<typeof scalingSchema>;

function percent(description: string) {
  return z.number().min(10).max(95).optional().meta({ description });
}

function positive(description: string) {
  return z.number().positive().optional().meta({ description });
}

function bound(what: string) {
  return z
    .strictObject({ mostTasks: whole(1, scalingLimits.count).optional() })
    .optional()
    .meta({ description: `mostTasks: how many tasks one decision may ${what}.` });
}

function whole(from: number, to: number) {
  return z.number().int().min(from).max(to);
}
