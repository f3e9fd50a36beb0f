import { describe, expect, test } from "@jest/globals";
import type { ServiceKind } from "../../../../local/edge/contract.ts";
import { decodeQuery } from "../../../../local/edge/decode-query.ts";
import { serviceSchema } from "../../../../local/edge/service-schema.ts";

function decode(kind: ServiceKind, operation: string, form: string): unknown {
  const schema = serviceSchema(kind).operation(operation);
  if (!schema) throw new Error(`No ${operation}.`);
  return decodeQuery(schema.input, new URLSearchParams(form));
}

describe("A form body is read in every spelling that clients use", () => {
  test.each([
    ["the SDK's", "GroupId.1=sg-1&GroupId.2=sg-2&DryRun=true"],
    ["the member's own name", "GroupIds.1=sg-1&GroupIds.2=sg-2&DryRun=true"],
    ["the XML name", "GroupId.1=sg-1&GroupId.2=sg-2&dryRun=true"],
    ["out of order", "GroupId.2=sg-2&DryRun=true&GroupId.1=sg-1"],
  ])("ec2Query: %s", (_, form) => {
    expect(decode("ec2", "DescribeSecurityGroups", form)).toEqual({ GroupIds: ["sg-1", "sg-2"], DryRun: true });
  });

  test("ec2Query: structures in lists in structures", () => {
    const form =
      "GroupId=sg-1&IpPermissions.1.IpProtocol=tcp&IpPermissions.1.FromPort=80&IpPermissions.1.IpRanges.1.CidrIp=10.0.0.0%2F8";

    expect(decode("ec2", "AuthorizeSecurityGroupIngress", form)).toEqual({
      GroupId: "sg-1",
      IpPermissions: [{ IpProtocol: "tcp", FromPort: 80, IpRanges: [{ CidrIp: "10.0.0.0/8" }] }],
    });
  });

  test("more than nine items keep their order", () => {
    const numbers = Array.from({ length: 12 }, (_, index) => `i-${index + 1}`);
    const form = numbers.map((id, index) => `GroupId.${index + 1}=${id}`).join("&");

    expect(decode("ec2", "DescribeSecurityGroups", form)).toEqual({ GroupIds: numbers });
  });

  test.each([
    ["members", "Name=x&Subnets.member.1=a&Subnets.member.2=b"],
    ["flat", "Name=x&Subnets.1=a&Subnets.2=b"],
    ["named after the item", "Name=x&Subnets.SubnetId.1=a&Subnets.SubnetId.2=b"],
  ])("awsQuery lists: %s", (_, form) => {
    expect(decode("elbv2", "CreateLoadBalancer", form)).toEqual({ Name: "x", Subnets: ["a", "b"] });
  });

  test("awsQuery: an empty value is the empty list", () => {
    expect(decode("elbv2", "CreateLoadBalancer", "Name=x&Subnets=")).toEqual({ Name: "x", Subnets: [] });
  });

  test("what the operation does not know is passed over", () => {
    expect(decode("elbv2", "CreateLoadBalancer", "Name=x&Colour=blue")).toEqual({ Name: "x" });
  });

  test("CloudWatch, which speaks JSON now, is still read as the query service that it was", () => {
    const form = "Namespace=n&MetricData.member.1.MetricName=m&MetricData.member.1.Dimensions.member.1.Name=d";

    expect(decode("cloudwatch", "PutMetricData", form)).toEqual({
      Namespace: "n",
      MetricData: [{ MetricName: "m", Dimensions: [{ Name: "d" }] }],
    });
  });

  test("a text where a number belongs is refused", () => {
    expect(() => decode("ec2", "DescribeSecurityGroups", "MaxResults=many")).toThrow(
      expect.objectContaining({ code: "SerializationException", message: "The value of MaxResults is not a number." }),
    );
  });
});
