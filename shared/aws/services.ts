import {
  CreateServiceCommand,
  DeleteServiceCommand,
  DescribeServiceRevisionsCommand,
  DescribeServicesCommand,
  type ECSClient,
  ListServiceDeploymentsCommand,
  StopServiceDeploymentCommand,
  TagResourceCommand,
  UpdateServiceCommand,
} from "@aws-sdk/client-ecs";
import type { Services } from "../ports/services.ts";
import { answerOr, errorCode } from "./answer-or.ts";
import { present } from "./present.ts";
import { toActualService, toServiceSettings } from "./service-shape.ts";
import { toLowerPairs } from "./tags.ts";

export function createServices(client: ECSClient): Services {
  return {
    async find(cluster, name) {
      const answer = await answerOr(
        client.send(new DescribeServicesCommand({ cluster, services: [name], include: ["TAGS"] })),
        { ClusterNotFound: undefined },
      );
      const service = answer?.services?.[0];
      return service && toActualService(service);
    },

    async create({ name, cluster, desiredCount, tags, clientToken, ...settings }) {
      try {
        const { service } = await client.send(
          new CreateServiceCommand({
            serviceName: name,
            cluster,
            desiredCount,
            clientToken,
            tags: toLowerPairs(tags),
            propagateTags: "SERVICE",
            enableECSManagedTags: true,
            ...toServiceSettings(settings),
          }),
        );
        return toActualService(present(service, "the service"));
      } catch (error) {
        if (isNameTaken(error)) return "name-taken";
        if (isWithoutCluster(error)) return "no-cluster";
        throw error;
      }
    },

    async update(cluster, name, changes) {
      const { service } = await client.send(
        new UpdateServiceCommand({
          service: name,
          cluster,
          ...toServiceSettings(changes),
          // ECS takes another capacity provider strategy only together with a deployment of its own.
          ...((changes.forceNewDeployment || changes.capacityProviderStrategy !== undefined) && {
            forceNewDeployment: true,
          }),
        }),
      );
      return toActualService(present(service, "the service"));
    },

    async rollBack(serviceDeploymentArn) {
      const stop = client.send(new StopServiceDeploymentCommand({ serviceDeploymentArn, stopType: "ROLLBACK" }));
      return answerOr(
        stop.then(() => "rolling-back" as const),
        { Conflict: "refused", ServiceDeploymentNotFound: "refused", UnsupportedFeature: "refused" },
      );
    },

    async findFailure(cluster, name, { taskDefinitionArn, since }) {
      // `after` leaves out what was begun at that very moment.
      const createdAt = { after: new Date(since - 1) };
      const { serviceDeployments: failed = [] } = await client.send(
        new ListServiceDeploymentsCommand({ cluster, service: name, status: [...unsuccessful], createdAt }),
      );
      const arns = failed.flatMap(({ targetServiceRevisionArn }) => targetServiceRevisionArn ?? []);
      if (arns.length === 0) return undefined;
      const { serviceRevisions = [] } = await client.send(
        new DescribeServiceRevisionsCommand({ serviceRevisionArns: [...new Set(arns)] }),
      );
      const same = serviceRevisions.filter(({ taskDefinition }) => taskDefinition === taskDefinitionArn);
      const one = failed.find(({ targetServiceRevisionArn: target }) =>
        same.some(({ serviceRevisionArn }) => serviceRevisionArn === target),
      );
      return one && (one.statusReason ?? `ECS says ${one.status} and no more`);
    },

    async setTags(arn, tags) {
      await client.send(new TagResourceCommand({ resourceArn: arn, tags: toLowerPairs(tags) }));
    },

    async stopAll(cluster, name) {
      await answerOr(client.send(new UpdateServiceCommand({ service: name, cluster, desiredCount: 0 })), gone);
    },

    async remove(cluster, name) {
      try {
        await client.send(new DeleteServiceCommand({ service: name, cluster, force: true }));
        return "removed";
      } catch (error) {
        if (Object.hasOwn(gone, errorCode(error) ?? "")) return "absent";
        if (/deployments are active/i.test((error as Error).message)) return "in-use";
        throw error;
      }
    },
  };
}

const unsuccessful = [
  "STOPPED",
  "STOP_REQUESTED",
  "ROLLBACK_REQUESTED",
  "ROLLBACK_IN_PROGRESS",
  "ROLLBACK_SUCCESSFUL",
  "ROLLBACK_FAILED",
] as const;

const gone = { ClusterNotFound: undefined, ServiceNotFound: undefined, ServiceNotActive: undefined };

/** A service of the name was made with other settings or another token. */
function isNameTaken(error: unknown): boolean {
  return errorCode(error) === "InvalidParameter" && /not idempotent/i.test((error as Error).message);
}

/** The cluster is not there or not visible yet, or its capacity providers are not attached yet. */
function isWithoutCluster(error: unknown): boolean {
  return errorCode(error) === "ClusterNotFound" || /not associated with the cluster/i.test((error as Error).message);
}
