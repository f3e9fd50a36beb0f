// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation writes its places like that
import { describe, expect, test } from "@jest/globals";
import { orderResources } from "../../../../local/stack/order.ts";
import { noValue, resolve, type Scope } from "../../../../local/stack/resolve.ts";
import { StackError } from "../../../../local/stack/template.ts";

const names: Record<string, unknown> = {
  Table: "things",
  "AWS::Region": "us-east-1",
  "AWS::NoValue": noValue,
  List: ["a", "b", "c"],
};

const scope: Scope = {
  ref: (name) => names[name],
  attribute: (logicalId, attribute) => `${logicalId}/${attribute}`,
  condition: (name) => name === "Yes",
  mapping: (...keys) => keys.join("-"),
  zones: ["us-east-1a", "us-east-1b"],
};

describe("A template's function", () => {
  test.each([
    [{ Ref: "Table" }, "things"],
    [{ "Fn::GetAtt": ["Table", "Arn"] }, "Table/Arn"],
    [{ "Fn::GetAtt": "Stack.Outputs.Url" }, "Stack/Outputs.Url"],
    [{ "Fn::Sub": "arn:${AWS::Region}:${Table.Arn}:${!Literal}" }, "arn:us-east-1:Table/Arn:${Literal}"],
    [{ "Fn::Sub": ["${a}-${Table}", { a: { Ref: "AWS::Region" } }] }, "us-east-1-things"],
    [{ "Fn::Join": ["/", ["a", { Ref: "Table" }, { "Fn::Join": ["", ["b", "c"]] }]] }, "a/things/bc"],
    [{ "Fn::Join": [",", { Ref: "List" }] }, "a,b,c"],
    [{ "Fn::Select": ["1", { "Fn::Split": [":", "a:b:c"] }] }, "b"],
    [{ "Fn::If": ["Yes", { Ref: "Table" }, { "Fn::GetAtt": ["Gone", "Arn"] }] }, "things"],
    [{ a: { "Fn::If": ["No", 1, { Ref: "AWS::NoValue" }] }, b: 2 }, { b: 2 }],
    [
      [1, { Ref: "AWS::NoValue" }, 2],
      [1, 2],
    ],
    [{ "Fn::Equals": ["a", { Ref: "Table" }] }, false],
    [{ "Fn::And": [{ Condition: "Yes" }, { "Fn::Not": [{ Condition: "No" }] }] }, true],
    [{ "Fn::Or": [{ Condition: "No" }, { "Fn::Equals": [1, "1"] }] }, true],
    [{ "Fn::FindInMap": ["Sizes", { Ref: "AWS::Region" }, "small"] }, "Sizes-us-east-1-small"],
    [{ "Fn::Base64": "hi" }, "aGk="],
    [{ "Fn::GetAZs": "" }, ["us-east-1a", "us-east-1b"]],
    [{ "Fn::ToJsonString": { a: { Ref: "Table" } } }, '{"a":"things"}'],
    [{ Condition: { StringEquals: { a: { Ref: "Table" } } } }, { Condition: { StringEquals: { a: "things" } } }],
    [
      { deep: [{ er: { Ref: "Table" } }], n: 1, yes: true, none: null },
      { deep: [{ er: "things" }], n: 1, yes: true, none: null },
    ],
  ])("%j is %j", (value, expected) => {
    expect(resolve(value, scope)).toEqual(expected);
  });

  test.each([
    [{ "Fn::ImportValue": "x" }, "Fn::ImportValue is not served by the local cloud"],
    [{ "Fn::Select": [7, ["a"]] }, "Fn::Select has no element 7"],
    ["{{resolve:ssm:/a}}", "Dynamic references"],
  ])("%j is refused", (value, message) => {
    expect(() => resolve(value, scope)).toThrow(
      expect.objectContaining({ name: "StackError", message: expect.stringContaining(message) }),
    );
  });
});

describe("The order of resources", () => {
  const resource = (Properties: Record<string, unknown>, DependsOn?: string | string[]) => ({
    Type: "T",
    Properties,
    ...(DependsOn && { DependsOn }),
  });

  test("puts each after all that it refers to, in whatever way", () => {
    const order = orderResources({
      Last: resource(
        { a: { "Fn::Sub": ["${x}-${Sub.Arn}", { x: { Ref: "Ref" } }] }, b: { "Fn::GetAtt": ["Att", "Arn"] } },
        "On",
      ),
      On: resource({}),
      Att: resource({ deep: [{ er: { Ref: "Ref" } }] }),
      Sub: resource({ p: { Ref: "AWS::Region" }, l: { "Fn::Sub": "${!Last}" } }),
      Ref: resource({}),
    });

    expect(order.indexOf("Last")).toBe(4);
    expect(order.indexOf("Ref")).toBeLessThan(order.indexOf("Att"));
  });

  test("is refused where resources refer to each other in a circle", () => {
    const resources = { A: resource({ x: { Ref: "B" } }), B: resource({ x: { Ref: "C" } }), C: resource({}, ["A"]) };

    expect(() => orderResources(resources)).toThrow(
      new StackError("The resources depend on each other in a circle: A → B → C → A."),
    );
  });

  test("is refused where a dependency is not there", () => {
    expect(() => orderResources({ A: resource({}, "Gone") })).toThrow(
      "A depends on Gone, which the template does not have.",
    );
  });
});
