import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import {
  isOfDeployment,
  isOurs,
  ownerTags,
  readOwnership,
  resourceNames,
  shortName,
} from "../../../../shared/plan/names.ts";

fc.configureGlobal({ seed: 1 });

const reserved = fc.constantFrom("internal-", "sg-", "internal-sg-", "-sg--internal-", "sg", "internal");
const anyInput = fc.oneof(fc.stringMatching(/^[a-z][a-z0-9-]{0,40}$/), fc.string(), reserved);
const anyName = fc.stringMatching(/^[a-z][a-z0-9-]{0,40}$/);

describe("names of resources", () => {
  test("are the installation's and the service's, where that fits", () => {
    expect(resourceNames("fairway", "orders")).toEqual({
      logGroup: "/fairway/fairway/orders",
      loadBalancerSecurityGroup: "fairway-orders-load-balancer",
      taskSecurityGroup: "fairway-orders-tasks",
      loadBalancer: "fairway-orders",
      targetGroup: "fairway-orders",
      wakingTargetGroup: "fairway--orders-asleep",
      taskDefinitionFamily: "fairway-orders",
      service: "orders",
      container: "orders",
    });
  });

  test("are always such as Elastic Load Balancing takes", () => {
    fc.assert(
      fc.property(anyInput, anyInput, (installation, service) => {
        const { loadBalancer } = resourceNames(installation, service);
        expect(loadBalancer).toMatch(/^(?!internal-|sg-)[A-Za-z0-9]([A-Za-z0-9-]{0,30}[A-Za-z0-9])?$/);
      }),
    );
  });

  test("stay the same from one run to the next, so that an interrupted run's resources are found again", () => {
    fc.assert(fc.property(anyName, (name) => expect(shortName(name)).toBe(shortName(name))));
    expect(shortName("fairway-a-service-with-a-very-long-name")).toBe(
      shortName(["fairway", "a-service-with-a-very-long-name"].join("-")),
    );
  });

  test("differ for services that differ only after the place where names are cut", () => {
    fc.assert(
      fc.property(anyName, anyName, (one, other) => {
        fc.pre(one !== other);
        const front = "a-front-that-is-long-enough-to-be-cut-off-by-itself";
        expect(shortName(`${front}${one}`)).not.toBe(shortName(`${front}${other}`));
      }),
    );
  });

  test("lose a reserved beginning", () => {
    expect(shortName("internal-internal-orders")).toMatch(/^orders-[0-9a-f]{8}$/);
    expect(shortName("internal-")).toMatch(/^x-[0-9a-f]{8}$/);
    expect(resourceNames("sg", "orders").taskSecurityGroup).toMatch(/^orders-[0-9a-f]{8}-tasks$/);
  });
});

describe("owner tags", () => {
  test("are read back as they were made, beside the user's own", () => {
    fc.assert(
      fc.property(
        anyName,
        fc.option(anyName, { nil: undefined }),
        fc.option(anyName, { nil: undefined }),
        (...owner) => {
          const [installation, service, deployment] = owner;
          const ownership = {
            installation,
            ...(service === undefined ? {} : { service }),
            ...(deployment === undefined ? {} : { deployment }),
          };
          expect(readOwnership(ownerTags(ownership, { team: "shop" }))).toEqual(ownership);
        },
      ),
    );
  });

  test("cannot be overwritten by the user's", () => {
    const tags = ownerTags({ installation: "fairway", service: "orders" }, { "fairway:service": "payments" });

    expect(tags["fairway:service"]).toBe("orders");
  });

  test("say nothing of a resource that is not ours", () => {
    expect(readOwnership({ "fairway:service": "orders" })).toBeUndefined();
    expect(isOurs({}, "fairway", "orders")).toBe(false);
    expect(isOurs({ "fairway:installation": "other", "fairway:service": "orders" }, "fairway", "orders")).toBe(false);
    expect(isOurs({ "fairway:installation": "fairway", "fairway:service": "payments" }, "fairway", "orders")).toBe(
      false,
    );
  });

  test("tell what one deployment created from what another did", () => {
    const tags = ownerTags({ installation: "fairway", service: "orders", deployment: "d-1" });

    expect(isOurs(tags, "fairway", "orders")).toBe(true);
    expect(isOfDeployment(tags, "fairway", "orders", "d-1")).toBe(true);
    expect(isOfDeployment(tags, "fairway", "orders", "d-2")).toBe(false);
  });
});
