import type { ResourceKind } from "./kind.ts";
import { apiGatewayApi } from "./resources/api-gateway-api.ts";
import { apiGatewayIntegration } from "./resources/api-gateway-integration.ts";
import { apiGatewayRoute } from "./resources/api-gateway-route.ts";
import { apiGatewayStage } from "./resources/api-gateway-stage.ts";
import { cloudwatchAlarm } from "./resources/cloudwatch-alarm.ts";
import { dynamodbTable } from "./resources/dynamodb-table.ts";
import { eventsEventBus } from "./resources/events-event-bus.ts";
import { eventsEventBusPolicy } from "./resources/events-event-bus-policy.ts";
import { eventsRule } from "./resources/events-rule.ts";
import { iamManagedPolicy } from "./resources/iam-managed-policy.ts";
import { iamPolicy } from "./resources/iam-policy.ts";
import { iamRole } from "./resources/iam-role.ts";
import { iamServiceLinkedRole } from "./resources/iam-service-linked-role.ts";
import { lambdaEventInvokeConfig } from "./resources/lambda-event-invoke-config.ts";
import { lambdaEventSourceMapping } from "./resources/lambda-event-source-mapping.ts";
import { lambdaFunction } from "./resources/lambda-function.ts";
import { lambdaPermission } from "./resources/lambda-permission.ts";
import { lambdaVersion } from "./resources/lambda-version.ts";
import { logsLogGroup } from "./resources/logs-log-group.ts";
import { s3Bucket, s3BucketPolicy } from "./resources/noted.ts";
import { secretsManagerSecret } from "./resources/secrets-manager-secret.ts";
import { snsSubscription } from "./resources/sns-subscription.ts";
import { snsTopic } from "./resources/sns-topic.ts";
import { snsTopicPolicy } from "./resources/sns-topic-policy.ts";
import { sqsQueue } from "./resources/sqs-queue.ts";
import { sqsQueuePolicy } from "./resources/sqs-queue-policy.ts";
import { ssmParameter } from "./resources/ssm-parameter.ts";
import { statesStateMachine } from "./resources/states-state-machine.ts";

/** The types of resources that a template may have. */
export const kinds: Readonly<Record<string, ResourceKind>> = {
  "AWS::ApiGatewayV2::Api": apiGatewayApi,
  "AWS::ApiGatewayV2::Integration": apiGatewayIntegration,
  "AWS::ApiGatewayV2::Route": apiGatewayRoute,
  "AWS::ApiGatewayV2::Stage": apiGatewayStage,
  "AWS::CloudWatch::Alarm": cloudwatchAlarm,
  "AWS::DynamoDB::Table": dynamodbTable,
  "AWS::Events::EventBus": eventsEventBus,
  "AWS::Events::EventBusPolicy": eventsEventBusPolicy,
  "AWS::Events::Rule": eventsRule,
  "AWS::IAM::ManagedPolicy": iamManagedPolicy,
  "AWS::IAM::Policy": iamPolicy,
  "AWS::IAM::Role": iamRole,
  "AWS::IAM::ServiceLinkedRole": iamServiceLinkedRole,
  "AWS::Lambda::EventInvokeConfig": lambdaEventInvokeConfig,
  "AWS::Lambda::EventSourceMapping": lambdaEventSourceMapping,
  "AWS::Lambda::Function": lambdaFunction,
  "AWS::Lambda::Permission": lambdaPermission,
  "AWS::Lambda::Version": lambdaVersion,
  "AWS::Logs::LogGroup": logsLogGroup,
  "AWS::S3::Bucket": s3Bucket,
  "AWS::S3::BucketPolicy": s3BucketPolicy,
  "AWS::SecretsManager::Secret": secretsManagerSecret,
  "AWS::SNS::Subscription": snsSubscription,
  "AWS::SNS::Topic": snsTopic,
  "AWS::SNS::TopicPolicy": snsTopicPolicy,
  "AWS::SQS::Queue": sqsQueue,
  "AWS::SQS::QueuePolicy": sqsQueuePolicy,
  "AWS::SSM::Parameter": ssmParameter,
  "AWS::StepFunctions::StateMachine": statesStateMachine,
};
