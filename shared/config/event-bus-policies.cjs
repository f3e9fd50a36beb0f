const { read, toSenders } = require("./event-senders.cjs");

/**
 * Lets each other account of `event-senders.yml` put its commands onto our bus, under its own sources and nothing else.
 * Who may do so in the installation's own account is for its IAM policies to say.
 */
function toResources(yaml) {
  const sources = new Map();
  for (const { account, source } of toSenders(yaml))
    if (account !== undefined) sources.set(account, [...(sources.get(account) ?? []), source]);
  const resources = [...sources].map(([account, names]) => [`BusSender${account}`, policy(account, names)]);
  return resources.length === 0 ? {} : { Resources: Object.fromEntries(resources) };
}

function policy(account, sources) {
  return {
    Type: "AWS::Events::EventBusPolicy",
    Properties: {
      EventBusName: { Ref: "Bus" },
      StatementId: `commands-from-${account}`,
      Statement: {
        Effect: "Allow",
        Principal: { AWS: { "Fn::Sub": `arn:\${AWS::Partition}:iam::${account}:root` } },
        Action: "events:PutEvents",
        Resource: { "Fn::GetAtt": ["Bus", "Arn"] },
        Condition: { StringEquals: { "events:source": sources, "events:detail-type": "Fairway Command" } },
      },
    },
  };
}

module.exports = () => toResources(read());
module.exports.toResources = toResources;
