import { ACMClient } from "@aws-sdk/client-acm";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EC2Client } from "@aws-sdk/client-ec2";
import { ECRClient } from "@aws-sdk/client-ecr";
import { ECSClient } from "@aws-sdk/client-ecs";
import { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SFNClient } from "@aws-sdk/client-sfn";
import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import { SSMClient } from "@aws-sdk/client-ssm";
import { clientConfig } from "./client-config.ts";

/**
 * The clients of functions that run in earnest. Region, credentials and endpoint come from the environment.
 * A bundle holds only those that its handler makes.
 */
export const createAcmClient = () => new ACMClient(clientConfig);
export const createCloudWatchClient = () => new CloudWatchClient(clientConfig);
export const createDynamoDbClient = () => new DynamoDBClient(clientConfig);
export const createEc2Client = () => new EC2Client(clientConfig);
export const createEcrClient = () => new ECRClient(clientConfig);
export const createEcsClient = () => new ECSClient(clientConfig);
/**
 * For whoever changes services. Of two equal UpdateServices each may begin a deployment, and ECS cannot be told to
 * compare: so a call whose answer was lost is only made again after another look, by the step's next try.
 */
export const createEcsClientOfOneTry = () => new ECSClient({ ...clientConfig, maxAttempts: 1 });
export const createEventBridgeClient = () => new EventBridgeClient(clientConfig);
/** Its one caller waits for an answer that takes other calls to make. */
export const createLambdaClient = () =>
  new LambdaClient({ maxAttempts: 1, requestHandler: { ...clientConfig.requestHandler, requestTimeout: 26_000 } });
export const createLoadBalancingClient = () => new ElasticLoadBalancingV2Client(clientConfig);
export const createLogsClient = () => new CloudWatchLogsClient(clientConfig);
export const createParametersClient = () => new SSMClient(clientConfig);
export const createSecretsClient = () => new SecretsManagerClient(clientConfig);
export const createStatesClient = () => new SFNClient(clientConfig);
export const createSnsClient = () => new SNSClient(clientConfig);
export const createSqsClient = () => new SQSClient(clientConfig);
