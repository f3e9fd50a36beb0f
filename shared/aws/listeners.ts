import {
  CreateListenerCommand,
  DeleteListenerCommand,
  DeleteRuleCommand,
  DescribeListenersCommand,
  DescribeRulesCommand,
  type ElasticLoadBalancingV2Client,
  type Listener,
  ModifyListenerCommand,
  type RuleCondition,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { NotReady } from "../errors/errors.ts";
import type { Listeners } from "../ports/listeners.ts";
import { answerOr } from "./answer-or.ts";
import { toListener, toListenerSettings } from "./listener-shape.ts";
import { readTags, writeTags } from "./load-balancing-tags.ts";
import { present } from "./present.ts";
import { toUpperPairs } from "./tags.ts";

export function createListeners(client: ElasticLoadBalancingV2Client): Listeners {
  return {
    async findAll(loadBalancerArn) {
      const listeners = (await describeAll(client, loadBalancerArn)).map(toListener);
      const tags = await answerOr(
        readTags(
          client,
          listeners.map(({ arn }) => arn),
        ),
        gone,
      );
      // Without its tags a listener would look foreign.
      if (tags === undefined) throw new NotReady(`A listener of ${loadBalancerArn} went away while they were read.`);
      return listeners.map((listener) => ({ ...listener, tags: tags.get(listener.arn) ?? {} }));
    },

    async findRules(arn) {
      const rules = [];
      let marker: string | undefined;
      do {
        const command = new DescribeRulesCommand({ ListenerArn: arn, Marker: marker });
        const page = await answerOr(client.send(command), gone);
        rules.push(...(page?.Rules ?? []));
        marker = page?.NextMarker;
      } while (marker !== undefined);
      return rules
        .filter(({ IsDefault }) => !IsDefault)
        .map(({ RuleArn, Priority, Conditions = [], Actions = [] }) => ({
          arn: present(RuleArn, "the rule's ARN"),
          description: `${Priority}: ${Conditions.map(describeCondition).join(" and ")} → ${Actions.map(({ Type }) => Type).join(", ")}`,
        }));
    },

    async removeRule(arn) {
      await answerOr(client.send(new DeleteRuleCommand({ RuleArn: arn })), { RuleNotFound: undefined });
    },

    async create(loadBalancerArn, settings, tags) {
      const answer = await answerOr(
        client.send(
          new CreateListenerCommand({
            LoadBalancerArn: loadBalancerArn,
            ...toListenerSettings(settings),
            Tags: toUpperPairs(tags),
          }),
        ),
        { DuplicateListener: "port-taken" as const },
      );
      return answer === "port-taken" ? answer : present(answer.Listeners?.[0]?.ListenerArn, "the listener's ARN");
    },

    async modify(arn, settings) {
      await client.send(new ModifyListenerCommand({ ListenerArn: arn, ...toListenerSettings(settings) }));
    },

    setTags: (arn, tags) => writeTags(client, arn, tags),

    async remove(arn) {
      await answerOr(client.send(new DeleteListenerCommand({ ListenerArn: arn })), gone);
    },
  };
}

/** Every page of a load balancer's listeners. */
async function describeAll(client: ElasticLoadBalancingV2Client, LoadBalancerArn: string): Promise<Listener[]> {
  const listeners: Listener[] = [];
  let Marker: string | undefined;
  do {
    const page = await answerOr(client.send(new DescribeListenersCommand({ LoadBalancerArn, Marker })), gone);
    listeners.push(...(page?.Listeners ?? []));
    Marker = page?.NextMarker;
  } while (Marker);
  return listeners;
}

const gone = { ListenerNotFound: undefined, LoadBalancerNotFound: undefined };

/** `path-pattern /admin/*`, or the kind of condition alone where its values are of another shape. */
function describeCondition({ Field = "", Values = [], PathPatternConfig, HostHeaderConfig }: RuleCondition): string {
  const values = PathPatternConfig?.Values ?? HostHeaderConfig?.Values ?? Values;
  return [Field, ...values].join(" ");
}
