import { commandRoutes } from "../../functions/api/commands/routes.ts";
import { deploymentRoutes } from "../../functions/api/deployments/routes.ts";
import { exchangeRoutes } from "../../functions/api/exchange/routes.ts";
import { createPlanHandler } from "../../functions/api/plan/planner.ts";
import { previewRoutes } from "../../functions/api/previews/routes.ts";
import { queryRoutes } from "../../functions/api/queries/routes.ts";
import { settingRoutes } from "../../functions/api/settings/routes.ts";
import { createSlackDoor } from "../../functions/chatops/slack/door.ts";
import { createChatWorker } from "../../functions/chatops/work/worker.ts";
import { createAnnouncementHandler } from "../../functions/events/announcement/reactor.ts";
import { createCommandHandler } from "../../functions/events/command/reactor.ts";
import { createDeadLetterHandler } from "../../functions/events/dead-letter/reactor.ts";
import { createDeploymentStateHandler } from "../../functions/events/deployment-state/reactor.ts";
import { createDesiredCountHandler } from "../../functions/events/desired-count/reactor.ts";
import { createExecutionStatusHandler } from "../../functions/events/execution-status/reactor.ts";
import { createImagePushedHandler } from "../../functions/events/image-pushed/reactor.ts";
import { createRequestArrivedHandler } from "../../functions/events/request-arrived/reactor.ts";
import { createSecretChangedHandler } from "../../functions/events/secret-changed/reactor.ts";
import { createServiceActionHandler } from "../../functions/events/service-action/reactor.ts";
import { createSpotWarningHandler } from "../../functions/events/spot-warning/reactor.ts";
import { createTaskStateHandler } from "../../functions/events/task-state/reactor.ts";
import { createImagePollHandler } from "../../functions/schedules/image-poll/tick.ts";
import { createReconcileHandler } from "../../functions/schedules/reconcile/tick.ts";
import { createWishesHandler } from "../../functions/schedules/wishes/tick.ts";
import { createAwaitApprovalHandler } from "../../functions/steps/await-approval/step.ts";
import { createAwaitDeploymentHandler } from "../../functions/steps/await-deployment/step.ts";
import { createClusterStep } from "../../functions/steps/cluster/step.ts";
import { createListenerStep } from "../../functions/steps/listener/step.ts";
import { createLoadBalancerStep } from "../../functions/steps/load-balancer/step.ts";
import { createLogGroupStep } from "../../functions/steps/log-group/step.ts";
import { createPrepareHandler } from "../../functions/steps/prepare/step.ts";
import { createRecordHandler } from "../../functions/steps/record/step.ts";
import { createSecurityGroupsStep } from "../../functions/steps/security-groups/step.ts";
import { createServiceStep } from "../../functions/steps/service/step.ts";
import { createTargetGroupStep } from "../../functions/steps/target-group/step.ts";
import { createTaskDefinitionStep } from "../../functions/steps/task-definition/step.ts";
import { createVerifyHandler } from "../../functions/steps/verify/step.ts";
import { alsoInChat } from "../../shared/announcements/in-chat.ts";
import { createAlarms } from "../../shared/aws/alarms.ts";
import { createAnnouncementQueue } from "../../shared/aws/announcement-queue.ts";
import { createAnnouncements } from "../../shared/aws/announcements.ts";
import { createChatQueue } from "../../shared/aws/chat-queue.ts";
import { createClusters } from "../../shared/aws/clusters.ts";
import { createDesiredCounts } from "../../shared/aws/desired-counts.ts";
import { createDoors } from "../../shared/aws/doors.ts";
import { createEventBus } from "../../shared/aws/event-bus.ts";
import { createExecutions } from "../../shared/aws/executions.ts";
import { createGatherPorts } from "../../shared/aws/gather-ports.ts";
import { createListeners } from "../../shared/aws/listeners.ts";
import { createLoadBalancers } from "../../shared/aws/load-balancers.ts";
import { createLogGroups } from "../../shared/aws/log-groups.ts";
import { createLogLines } from "../../shared/aws/log-lines.ts";
import { createLogTail } from "../../shared/aws/log-tail.ts";
import { createMetrics } from "../../shared/aws/metrics.ts";
import { createNetworkInterfaces } from "../../shared/aws/network-interfaces.ts";
import { createPlanner } from "../../shared/aws/planner.ts";
import { createPushes } from "../../shared/aws/pushes.ts";
import { createReplayer } from "../../shared/aws/replayer.ts";
import { createRunningTasks } from "../../shared/aws/running-tasks.ts";
import { createSecretText } from "../../shared/aws/secret-text.ts";
import { createSecretVersions } from "../../shared/aws/secret-versions.ts";
import { createSecurityGroups } from "../../shared/aws/security-groups.ts";
import { createServiceTasks } from "../../shared/aws/service-tasks.ts";
import { createServices } from "../../shared/aws/services.ts";
import { createStopEvents } from "../../shared/aws/stop-events.ts";
import { createStoppedTasks } from "../../shared/aws/stopped-tasks.ts";
import { createTargetGroups } from "../../shared/aws/target-groups.ts";
import { createTargetHealths } from "../../shared/aws/target-health.ts";
import { createTargetRegistrations } from "../../shared/aws/target-registrations.ts";
import { createTaskDefinitions } from "../../shared/aws/task-definitions.ts";
import { createTaskTokens } from "../../shared/aws/task-tokens.ts";
import { createTicks } from "../../shared/aws/ticks.ts";
import { createWaker } from "../../shared/aws/waker.ts";
import { createWakingTargetGroups } from "../../shared/aws/waking-target-groups.ts";
import type { RandomText } from "../../shared/commands/tools.ts";
import {
  type Environment,
  readAnnouncementQueue,
  readAnnouncementTopic,
  readApprovals,
  readChatQueue,
  readEventBus,
  readEventSenders,
  readIncidentDays,
  readInstallation,
  readMachines,
  readOidcRules,
  readPlanFunction,
  readScalerQueue,
  readSlack,
  readSlackSecret,
  readTaskStateFunction,
} from "../../shared/config/environment.ts";
import { gatherFacts } from "../../shared/gather/facts.ts";
import { createApiHandler } from "../../shared/http/runner.ts";
import type { ServiceSpec } from "../../shared/model/service-spec.ts";
import type { Sleep } from "../../shared/ports/sleep.ts";
import type { Web } from "../../shared/ports/web.ts";
import { createSlackChat, type WebPost } from "../../shared/slack/chat.ts";
import { createSlackSecrets } from "../../shared/slack/secrets.ts";
import type { ResourceStep } from "../../shared/steps/contract.ts";
import { createResourceStepHandler } from "../../shared/steps/resource-step.ts";
import type { StepTools } from "../../shared/steps/runner.ts";
import type { Clients } from "./clients.ts";

/** What a simulated function is made with: its role's clients, its environment as in the template, and the world. */
export interface FunctionParts {
  readonly clients: Clients;
  readonly environment: Environment;
  readonly tools: StepTools;
  readonly random: RandomText;
  readonly sleep: Sleep;
  readonly web: Web;
  readonly webPost: WebPost;
}

export type Handler = (event: never, context: unknown) => Promise<unknown>;

const step =
  (create: (clients: Clients) => ResourceStep) =>
  ({ clients, tools }: FunctionParts): Handler =>
    createResourceStepHandler({ ...tools, step: create(clients) });

const gatherOf = ({ clients, environment }: FunctionParts) => {
  const installation = readInstallation(environment);
  const ports = createGatherPorts(clients);
  return (spec: ServiceSpec, now?: number) => gatherFacts(spec, installation, ports, now);
};

/**
 * Every function of the stack, by its key in serverless.yml, made by the same factory as in its handler.ts. Where a
 * function is missing here, whoever invokes it gets an error that says so.
 */
export const functions: Readonly<Record<string, (parts: FunctionParts) => Handler>> = {
  "step-prepare": (parts) =>
    createPrepareHandler({
      ...parts.tools,
      installation: readInstallation(parts.environment),
      gather: gatherOf(parts),
      executions: createExecutions(parts.clients.states, readMachines(parts.environment)),
      waker: createWaker(parts.clients.lambda, readInstallation(parts.environment).name),
    }),
  "step-await-approval": ({ clients: { lambda, sqs, states }, environment, tools }) =>
    createAwaitApprovalHandler({
      ...tools,
      planner: createPlanner(lambda, readPlanFunction(environment)),
      announcements: createAnnouncementQueue(sqs, readAnnouncementQueue(environment)),
      taskTokens: createTaskTokens(states),
    }),
  "step-cluster": step(({ ecs }) => createClusterStep(createClusters(ecs))),
  "step-security-groups": step(({ ec2 }) => createSecurityGroupsStep(createSecurityGroups(ec2))),
  "step-log-group": step(({ logs }) => createLogGroupStep(createLogGroups(logs))),
  "step-load-balancer": step(({ loadBalancing }) => createLoadBalancerStep(createLoadBalancers(loadBalancing))),
  "step-target-group": step(({ loadBalancing }) => createTargetGroupStep(createTargetGroups(loadBalancing))),
  "step-listener": step(({ loadBalancing }) =>
    createListenerStep(
      createListeners(loadBalancing),
      createLoadBalancers(loadBalancing),
      createWakingTargetGroups(loadBalancing),
    ),
  ),
  "step-task-definition": step(({ ecs }) => createTaskDefinitionStep(createTaskDefinitions(ecs))),
  "step-service": step(({ ecsOfOneTry }) => createServiceStep(createServices(ecsOfOneTry))),
  "step-await-deployment": ({ clients: { ecs, states }, tools }) =>
    createAwaitDeploymentHandler({
      ...tools,
      services: createServices(ecs),
      stoppedTasks: createStoppedTasks(ecs),
      taskTokens: createTaskTokens(states),
    }),
  "step-verify": ({ clients, environment, tools, web }) =>
    createVerifyHandler({
      ...tools,
      installation: readInstallation(environment),
      ports: {
        resources: createGatherPorts(clients),
        tasks: createRunningTasks(clients.ecs),
        targets: createTargetHealths(clients.loadBalancing),
        interfaces: createNetworkInterfaces(clients.ec2),
        web,
      },
    }),
  "step-record": ({ clients, environment, tools }) =>
    createRecordHandler({
      ...tools,
      bus: createEventBus(clients.events, readEventBus(environment)),
      announcements: createAnnouncementQueue(clients.sqs, readAnnouncementQueue(environment)),
    }),
  "chatops-slack": ({ clients: { sqs, secrets }, environment, tools, random }) =>
    createSlackDoor({
      ...tools,
      random,
      settings: readSlack(environment),
      secrets: createSlackSecrets(createSecretText(secrets, readSlackSecret(environment)), tools.clock),
      queue: createChatQueue(sqs, readChatQueue(environment)),
    }),
  "chatops-work": ({ clients, environment, tools, random, webPost }) =>
    createChatWorker({
      ...tools,
      random,
      settings: readSlack(environment),
      installation: readInstallation(environment),
      executions: createExecutions(clients.states, readMachines(environment)),
      taskTokens: createTaskTokens(clients.states),
      approvals: readApprovals(environment),
      bus: createEventBus(clients.events, readEventBus(environment)),
      planner: createPlanner(clients.lambda, readPlanFunction(environment)),
      tasks: createServiceTasks(clients.ecs),
      logs: createLogLines(clients.logs),
      queue: createChatQueue(clients.sqs, readChatQueue(environment)),
      chat: createSlackChat({
        api: readSlack(environment)?.api ?? "",
        hooks: readSlack(environment)?.hooks ?? "",
        secrets: createSlackSecrets(createSecretText(clients.secrets, readSlackSecret(environment)), tools.clock),
        post: webPost,
      }),
    }),
  "event-command": ({ clients: { states, events }, environment, tools, random }) =>
    createCommandHandler({
      ...tools,
      installation: readInstallation(environment),
      senders: readEventSenders(environment),
      executions: createExecutions(states, readMachines(environment)),
      bus: createEventBus(events, readEventBus(environment)),
      approvals: readApprovals(environment),
      taskTokens: createTaskTokens(states),
      random,
    }),
  "event-image-pushed": ({ clients: { states, ecr }, environment, tools, random }) =>
    createImagePushedHandler({
      ...tools,
      installation: readInstallation(environment),
      executions: createExecutions(states, readMachines(environment)),
      pushes: createPushes(ecr),
      approvals: readApprovals(environment),
      random,
    }),
  "event-request-arrived": ({ clients: { events }, environment, tools }) =>
    createRequestArrivedHandler({ ...tools, bus: createEventBus(events, readEventBus(environment)) }) as Handler,
  "event-secret-changed": ({ tools }) => createSecretChangedHandler(tools),
  "schedule-image-poll": ({ clients: { states, ecr }, environment, tools, random }) =>
    createImagePollHandler({
      ...tools,
      installation: readInstallation(environment),
      executions: createExecutions(states, readMachines(environment)),
      pushes: createPushes(ecr),
      approvals: readApprovals(environment),
      random,
    }),
  "schedule-wishes": ({ clients: { states, ecs, sqs }, environment, tools, random }) =>
    createWishesHandler({
      ...tools,
      services: createServices(ecs),
      announcements: createAnnouncementQueue(sqs, readAnnouncementQueue(environment)),
      installation: readInstallation(environment),
      executions: createExecutions(states, readMachines(environment)),
      approvals: readApprovals(environment),
      random,
    }),
  "event-announcement": ({ clients: { sns, sqs }, environment, tools }) =>
    createAnnouncementHandler({
      ...tools,
      queue: createAnnouncementQueue(sqs, readAnnouncementQueue(environment)),
      announcements: alsoInChat(createAnnouncements(sns, readAnnouncementTopic(environment)), {
        queue: createChatQueue(sqs, readChatQueue(environment)),
        channels: readSlack(environment)?.channels ?? [],
      }),
    }),
  "event-dead-letter": ({ environment, tools }) =>
    createDeadLetterHandler({ ...tools, installation: readInstallation(environment) }),
  "event-deployment-state": ({ clients: { ecs, sqs, states }, environment, tools }) =>
    createDeploymentStateHandler({
      ...tools,
      services: createServices(ecs),
      stoppedTasks: createStoppedTasks(ecs),
      taskTokens: createTaskTokens(states),
      announcements: createAnnouncementQueue(sqs, readAnnouncementQueue(environment)),
      incidentDays: readIncidentDays(environment),
    }),
  "event-desired-count": ({ clients: { ecs, cloudWatch, loadBalancing, sqs }, environment, tools }) =>
    createDesiredCountHandler({
      ...tools,
      installation: readInstallation(environment),
      desiredCounts: createDesiredCounts(ecs),
      metrics: createMetrics(cloudWatch),
      alarms: createAlarms(cloudWatch),
      doors: createDoors(loadBalancing),
      targets: createTargetHealths(loadBalancing),
      ticks: createTicks(sqs, readScalerQueue(environment)),
    }),
  "event-execution-status": ({ clients: { states }, environment, tools }) =>
    createExecutionStatusHandler({ ...tools, executions: createExecutions(states, readMachines(environment)) }),
  "event-service-action": ({ clients: { ecs, sqs }, environment, tools }) =>
    createServiceActionHandler({
      ...tools,
      services: createServices(ecs),
      announcements: createAnnouncementQueue(sqs, readAnnouncementQueue(environment)),
      installation: readInstallation(environment),
      incidentDays: readIncidentDays(environment),
    }),
  "event-spot-warning": ({ clients: { loadBalancing, sqs }, environment, tools }) =>
    createSpotWarningHandler({
      ...tools,
      targets: { ...createTargetHealths(loadBalancing), ...createTargetRegistrations(loadBalancing) },
      announcements: createAnnouncementQueue(sqs, readAnnouncementQueue(environment)),
    }),
  "event-task-state": ({ clients: { events, logs, sqs }, environment, tools }) =>
    createTaskStateHandler({
      ...tools,
      bus: createEventBus(events, readEventBus(environment)),
      announcements: createAnnouncementQueue(sqs, readAnnouncementQueue(environment)),
      logTail: createLogTail(logs),
      installation: readInstallation(environment),
      incidentDays: readIncidentDays(environment),
    }),
  "schedule-reconcile": ({
    clients: { states, events, lambda, sqs, ecs, secrets, parameters },
    environment,
    tools,
    random,
  }) =>
    createReconcileHandler({
      ...tools,
      executions: createExecutions(states, readMachines(environment)),
      bus: createEventBus(events, readEventBus(environment)),
      planner: createPlanner(lambda, readPlanFunction(environment)),
      ticks: createTicks(sqs, readScalerQueue(environment)),
      installation: readInstallation(environment),
      stopEvents: createStopEvents(ecs),
      replayer: createReplayer(lambda),
      secretVersions: createSecretVersions(secrets, parameters),
      taskStateFunction: readTaskStateFunction(environment),
      announcements: createAnnouncementQueue(sqs, readAnnouncementQueue(environment)),
      random,
    }),
  "api-commands": ({ clients: { states }, environment, tools, random }) =>
    createApiHandler(
      tools,
      commandRoutes({
        ...tools,
        executions: createExecutions(states, readMachines(environment)),
        approvals: readApprovals(environment),
        random,
      }),
    ),
  // No identity provider can be asked on the virtual clock: whoever shows its token there is told that it is not proved.
  "api-exchange": ({ environment, tools, random }) =>
    createApiHandler(
      tools,
      exchangeRoutes({
        ...tools,
        oidc: readOidcRules(environment),
        idTokens: { prove: async () => ({ reason: "nobody is there to vouch for it" }) },
        random,
      }),
    ),
  "api-previews": ({ clients: { lambda }, environment, tools, random }) =>
    createApiHandler(
      tools,
      previewRoutes({ ...tools, planner: createPlanner(lambda, readPlanFunction(environment)), random }),
    ),
  "api-deployments": ({ clients: { states }, environment, tools, random }) =>
    createApiHandler(
      tools,
      deploymentRoutes({
        ...tools,
        executions: createExecutions(states, readMachines(environment)),
        taskTokens: createTaskTokens(states),
        random,
      }),
    ),
  "api-settings": ({ clients: { events, lambda }, environment, tools, random }) =>
    createApiHandler(
      tools,
      settingRoutes({
        ...tools,
        bus: createEventBus(events, readEventBus(environment)),
        replayer: createReplayer(lambda),
        random,
      }),
    ),
  "api-plan": (parts) =>
    createPlanHandler({ ...parts.tools, installation: readInstallation(parts.environment), gather: gatherOf(parts) }),
  "api-queries": ({ clients: { ecs, logs }, environment, tools, sleep }) =>
    createApiHandler(
      tools,
      queryRoutes({
        ...tools,
        tasks: createServiceTasks(ecs),
        logs: createLogLines(logs),
        installation: readInstallation(environment),
        sleep,
        openApi: {},
      }),
    ),
};
