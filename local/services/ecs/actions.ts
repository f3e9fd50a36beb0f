import type { Actions } from "../../edge/contract.ts";
import { createCluster } from "./actions/create-cluster.ts";
import { createService } from "./actions/create-service.ts";
import { deleteCluster } from "./actions/delete-cluster.ts";
import { deleteService } from "./actions/delete-service.ts";
import { deleteTaskDefinitions } from "./actions/delete-task-definitions.ts";
import { deregisterTaskDefinition } from "./actions/deregister-task-definition.ts";
import { describeCapacityProviders } from "./actions/describe-capacity-providers.ts";
import { describeClusters } from "./actions/describe-clusters.ts";
import { describeServiceDeployments } from "./actions/describe-service-deployments.ts";
import { describeServiceRevisions } from "./actions/describe-service-revisions.ts";
import { describeServices } from "./actions/describe-services.ts";
import { describeTaskDefinition } from "./actions/describe-task-definition.ts";
import { describeTasks } from "./actions/describe-tasks.ts";
import { listAccountSettings } from "./actions/list-account-settings.ts";
import { listClusters } from "./actions/list-clusters.ts";
import { listServiceDeployments } from "./actions/list-service-deployments.ts";
import { listServices } from "./actions/list-services.ts";
import { listTagsForResource } from "./actions/list-tags-for-resource.ts";
import { listTaskDefinitionFamilies } from "./actions/list-task-definition-families.ts";
import { listTaskDefinitions } from "./actions/list-task-definitions.ts";
import { listTasks } from "./actions/list-tasks.ts";
import { putClusterCapacityProviders } from "./actions/put-cluster-capacity-providers.ts";
import { registerTaskDefinition } from "./actions/register-task-definition.ts";
import { runTask } from "./actions/run-task.ts";
import { stopServiceDeployment } from "./actions/stop-service-deployment.ts";
import { stopTask } from "./actions/stop-task.ts";
import { tagResource } from "./actions/tag-resource.ts";
import { untagResource } from "./actions/untag-resource.ts";
import { updateCluster } from "./actions/update-cluster.ts";
import { updateService } from "./actions/update-service.ts";
import type { EcsState } from "./state.ts";

/** The operations of ECS that the local cloud has. */
export const actions: Actions<"ecs", EcsState> = {
  CreateCluster: createCluster,
  CreateService: createService,
  DeleteCluster: deleteCluster,
  DeleteService: deleteService,
  DeleteTaskDefinitions: deleteTaskDefinitions,
  DeregisterTaskDefinition: deregisterTaskDefinition,
  DescribeCapacityProviders: describeCapacityProviders,
  DescribeClusters: describeClusters,
  DescribeServiceDeployments: describeServiceDeployments,
  DescribeServiceRevisions: describeServiceRevisions,
  DescribeServices: describeServices,
  DescribeTaskDefinition: describeTaskDefinition,
  DescribeTasks: describeTasks,
  ListAccountSettings: listAccountSettings,
  ListClusters: listClusters,
  ListServiceDeployments: listServiceDeployments,
  ListServices: listServices,
  ListTagsForResource: listTagsForResource,
  ListTaskDefinitionFamilies: listTaskDefinitionFamilies,
  ListTaskDefinitions: listTaskDefinitions,
  ListTasks: listTasks,
  PutClusterCapacityProviders: putClusterCapacityProviders,
  RegisterTaskDefinition: registerTaskDefinition,
  RunTask: runTask,
  StopServiceDeployment: stopServiceDeployment,
  StopTask: stopTask,
  TagResource: tagResource,
  UntagResource: untagResource,
  UpdateCluster: updateCluster,
  UpdateService: updateService,
};
