// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation writes its places like that
import type { Template } from "../../../../local/stack/index.ts";

const codeOf = (name: string) => ({
  S3Bucket: { Ref: "ServerlessDeploymentBucket" },
  S3Key: `serverless/sample/dev/1795436573196-2026-11-23T12:22:53.196Z/${name}.zip`,
});

const arnOf = (logicalId: string) => ({ "Fn::GetAtt": [logicalId, "Arn"] });

const ruleArn = (...name: unknown[]) => ({
  "Fn::Join": [
    ":",
    [
      "arn",
      { Ref: "AWS::Partition" },
      "events",
      { Ref: "AWS::Region" },
      { Ref: "AWS::AccountId" },
      { "Fn::Join": ["/", ["rule", ...name]] },
    ],
  ],
});

/** The shapes that osls 4.3.1 writes with `serverless package`, one of each. */
export const sample: Template = {
  Parameters: { P: { Type: "String", Default: "zed" } },
  Conditions: { Never: { "Fn::Equals": ["a", "b"] } },
  Resources: {
    ServerlessDeploymentBucket: { Type: "AWS::S3::Bucket", Properties: {} },
    ServerlessDeploymentBucketPolicy: {
      Type: "AWS::S3::BucketPolicy",
      Properties: { Bucket: { Ref: "ServerlessDeploymentBucket" }, PolicyDocument: {} },
    },
    NeverMade: { Type: "AWS::Events::EventBus", Condition: "Never", Properties: { Name: "never" } },
    ApiLambdaFunction: {
      Type: "AWS::Lambda::Function",
      Properties: {
        Code: codeOf("api"),
        Handler: "api.handler",
        Runtime: "nodejs24.x",
        FunctionName: "sample-dev-api",
        MemorySize: 1024,
        Timeout: 6,
        Architectures: ["arm64"],
        Tags: [{ Key: "team", Value: "a" }],
        Environment: { Variables: { TABLE: { Ref: "Table" }, MACHINE: arnOf("Machine") } },
        Role: arnOf("ApiIamRoleLambdaExecution"),
        ReservedConcurrentExecutions: 5,
      },
      DependsOn: ["ApiIamRoleLambdaExecution", "ApiLogGroup"],
    },
    ReactorLambdaFunction: {
      Type: "AWS::Lambda::Function",
      Properties: {
        Code: codeOf("reactor"),
        Handler: "reactor.handler",
        Runtime: "nodejs24.x",
        FunctionName: "sample-dev-reactor",
        MemorySize: 256,
        Timeout: 10,
        Role: arnOf("ApiIamRoleLambdaExecution"),
      },
    },
    ApiLogGroup: {
      Type: "AWS::Logs::LogGroup",
      Properties: { LogGroupName: "/aws/lambda/sample-dev-api", RetentionInDays: 30 },
    },
    ApiLambdaVersionQzDiSvaEGxGVvYovf5F9VwTSXnP9gb7vVum5emItyT0: {
      Type: "AWS::Lambda::Version",
      Properties: {
        FunctionName: { Ref: "ApiLambdaFunction" },
        CodeSha256: "6LNNbghjleE9x425uTYfyjo468+IqI7m86kJ9/Qf/SE=",
      },
    },
    ApiLambdaEvConf: {
      Type: "AWS::Lambda::EventInvokeConfig",
      Properties: {
        FunctionName: { Ref: "ApiLambdaFunction" },
        DestinationConfig: { OnFailure: { Destination: arnOf("Dlq") } },
        Qualifier: "$LATEST",
        MaximumRetryAttempts: 1,
      },
    },
    ReactorEventsRuleSchedule1: {
      Type: "AWS::Events::Rule",
      Properties: {
        ScheduleExpression: "rate(5 minutes)",
        State: "ENABLED",
        Targets: [{ Input: '{"tick":1}', Arn: arnOf("ReactorLambdaFunction"), Id: "reactorSchedule" }],
      },
    },
    ReactorLambdaPermissionEventsRuleSchedule1: {
      Type: "AWS::Lambda::Permission",
      Properties: {
        FunctionName: arnOf("ReactorLambdaFunction"),
        Action: "lambda:InvokeFunction",
        Principal: "events.amazonaws.com",
        SourceArn: arnOf("ReactorEventsRuleSchedule1"),
      },
    },
    Sampledevreactorrule1EventBridgeRule: {
      Type: "AWS::Events::Rule",
      Properties: {
        EventBusName: { Ref: "Bus" },
        EventPattern: { source: ["aws2.ecs"] },
        Name: "sample-dev-reactor-rule-1",
        State: "ENABLED",
        Targets: [
          {
            Arn: arnOf("ReactorLambdaFunction"),
            Id: "sample-dev-reactor-rule-1-target",
            RetryPolicy: { MaximumEventAgeInSeconds: 3600, MaximumRetryAttempts: 3 },
            DeadLetterConfig: { Arn: arnOf("Dlq") },
          },
        ],
      },
    },
    ReactorEventBridgeLambdaPermission1: {
      Type: "AWS::Lambda::Permission",
      Properties: {
        Action: "lambda:InvokeFunction",
        FunctionName: arnOf("ReactorLambdaFunction"),
        Principal: "events.amazonaws.com",
        SourceArn: ruleArn({ Ref: "Bus" }, "sample-dev-reactor-rule-1"),
      },
    },
    BusPolicy: {
      Type: "AWS::Events::EventBusPolicy",
      Properties: {
        EventBusName: { Ref: "Bus" },
        StatementId: "team",
        Statement: { Effect: "Allow", Principal: "*", Action: "events:PutEvents", Resource: arnOf("Bus") },
      },
    },
    HttpApi: {
      Type: "AWS::ApiGatewayV2::Api",
      Properties: { Name: "dev-sample", ProtocolType: "HTTP", CorsConfiguration: { AllowOrigins: ["*"] } },
    },
    HttpApiStage: {
      Type: "AWS::ApiGatewayV2::Stage",
      Properties: { ApiId: { Ref: "HttpApi" }, StageName: "$default", AutoDeploy: true },
    },
    ApiLambdaPermissionHttpApi: {
      Type: "AWS::Lambda::Permission",
      Properties: {
        FunctionName: arnOf("ApiLambdaFunction"),
        Action: "lambda:InvokeFunction",
        Principal: "apigateway.amazonaws.com",
        SourceArn: {
          "Fn::Join": [
            "",
            [
              "arn:",
              { Ref: "AWS::Partition" },
              ":execute-api:",
              { Ref: "AWS::Region" },
              ":",
              { Ref: "AWS::AccountId" },
              ":",
              { Ref: "HttpApi" },
              "/*",
            ],
          ],
        },
      },
    },
    HttpApiIntegrationApi: {
      Type: "AWS::ApiGatewayV2::Integration",
      Properties: {
        ApiId: { Ref: "HttpApi" },
        IntegrationType: "AWS_PROXY",
        IntegrationUri: arnOf("ApiLambdaFunction"),
        PayloadFormatVersion: "2.0",
        TimeoutInMillis: 30000,
      },
    },
    HttpApiRouteGetV1XIdVar: {
      Type: "AWS::ApiGatewayV2::Route",
      Properties: {
        ApiId: { Ref: "HttpApi" },
        RouteKey: "GET /v1/x/{id}",
        Target: { "Fn::Join": ["/", ["integrations", { Ref: "HttpApiIntegrationApi" }]] },
      },
      DependsOn: "HttpApiIntegrationApi",
    },
    ApiIamRoleLambdaExecution: {
      Type: "AWS::IAM::Role",
      Properties: {
        AssumeRolePolicyDocument: { Version: "2012-10-17", Statement: [] },
        Policies: [
          {
            PolicyName: { "Fn::Join": ["-", ["sample", "dev", "lambda"]] },
            PolicyDocument: {
              Version: "2012-10-17",
              Statement: [
                {
                  Effect: "Allow",
                  Action: ["logs:PutLogEvents"],
                  Resource: [
                    {
                      "Fn::Sub":
                        "arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:/aws/lambda/sample-dev-api:*:*",
                    },
                  ],
                },
              ],
            },
          },
        ],
        Path: "/",
        RoleName: { "Fn::Join": ["-", ["sample", "dev", "api", { Ref: "AWS::Region" }, "lambdaRole"]] },
        ManagedPolicyArns: [],
      },
    },
    Table: {
      Type: "AWS::DynamoDB::Table",
      Properties: {
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
        KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
        TimeToLiveSpecification: { AttributeName: "ttl", Enabled: true },
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      },
    },
    Bus: { Type: "AWS::Events::EventBus", Properties: { Name: "sample-bus" } },
    Dlq: { Type: "AWS::SQS::Queue", Properties: { QueueName: "dead" } },
    Alarm: { Type: "AWS::CloudWatch::Alarm", Properties: { AlarmName: "a" } },
    Secret: { Type: "AWS::SecretsManager::Secret", Properties: { GenerateSecretString: { PasswordLength: 40 } } },
    Parameter: { Type: "AWS::SSM::Parameter", Properties: { Name: "/a", Type: "String", Value: { Ref: "Secret" } } },
    Machine: {
      Type: "AWS::StepFunctions::StateMachine",
      Properties: {
        RoleArn: arnOf("ApiIamRoleLambdaExecution"),
        DefinitionString: {
          "Fn::Sub": '{"StartAt":"${P}","Resource":"${ReactorLambdaFunction.Arn}","Queue":"${!queue}"}',
        },
        DefinitionSubstitutions: { queue: { Ref: "Dlq" } },
        LoggingConfiguration: { Level: "ERROR", IncludeExecutionData: false },
      },
    },
  },
  Outputs: {
    HttpApiUrl: {
      Value: {
        "Fn::Join": [
          "",
          ["https://", { Ref: "HttpApi" }, ".execute-api.", { Ref: "AWS::Region" }, ".", { Ref: "AWS::URLSuffix" }],
        ],
      },
    },
    ApiVersion: { Value: { Ref: "ApiLambdaVersionQzDiSvaEGxGVvYovf5F9VwTSXnP9gb7vVum5emItyT0" } },
  },
};
