import { describe, expect, test } from "@jest/globals";
import { ec2, tcp } from "./cloud.ts";

/** The two groups that the notes are about: the load balancer's and the tasks'. */
async function webService() {
  const cloud = await ec2();
  const balancer = await cloud.group("balancer");
  const tasks = await cloud.group("tasks");
  await cloud.run("AuthorizeSecurityGroupIngress", { GroupId: balancer, IpPermissions: tcp(80, "0.0.0.0/0") });
  await cloud.run("AuthorizeSecurityGroupIngress", { GroupId: tasks, IpPermissions: tcp(8080, balancer) });
  return { ...cloud, balancer, tasks };
}

describe("what security groups let through", () => {
  test("from the internet: only what is open to every address, on that port", async () => {
    const { port, balancer, tasks } = await webService();

    expect(port.permits("internet", [balancer], 80)).toBe(true);
    expect(port.permits("internet", [balancer], 443)).toBe(false);
    expect(port.permits("internet", [tasks], 8080)).toBe(false);
    expect(port.permits("internet", [tasks, balancer], 80)).toBe(true);
    expect(port.permits("internet", [], 80)).toBe(false);
  });

  test("between groups: the sender's egress and the receiver's ingress must both allow it", async () => {
    const { port, run, balancer, tasks } = await webService();
    const everything = [{ IpProtocol: "-1", IpRanges: [{ CidrIp: "0.0.0.0/0" }] }];

    expect(port.permits([balancer], [tasks], 8080)).toBe(true);
    expect(port.permits([balancer], [tasks], 8081)).toBe(false);
    expect(port.permits([tasks], [balancer], 8080)).toBe(false);

    await run("RevokeSecurityGroupEgress", { GroupId: balancer, IpPermissions: everything });
    expect(port.permits([balancer], [tasks], 8080)).toBe(false);

    await run("AuthorizeSecurityGroupEgress", { GroupId: balancer, IpPermissions: tcp(8080, tasks) });
    expect(port.permits([balancer], [tasks], 8080)).toBe(true);
  });

  test("by address: a block must hold every address of those that connect", async () => {
    const { port, run, group, subnetIds, balancer } = await webService();
    const tasks = await group("by-address");
    const first = { subnetId: subnetIds[0] as string, securityGroupIds: [balancer], description: "", requesterId: "" };
    await run("AuthorizeSecurityGroupIngress", { GroupId: tasks, IpPermissions: tcp(8080, "172.31.0.0/20") });

    expect(port.permits([balancer], [tasks], 8080)).toBe(false);
    port.createInterface(first);
    expect(port.permits([balancer], [tasks], 8080)).toBe(true);
    port.createInterface({ ...first, subnetId: subnetIds[1] as string });
    expect(port.permits([balancer], [tasks], 8080)).toBe(false);
  });

  test("a rule for a port range covers its ends, one for UDP no TCP", async () => {
    const { port, run, group } = await ec2();
    const id = await group("ranges");
    const anywhere = [{ CidrIp: "0.0.0.0/0" }];
    await run("AuthorizeSecurityGroupIngress", {
      GroupId: id,
      IpPermissions: [
        { IpProtocol: "tcp", FromPort: 8000, ToPort: 8999, IpRanges: anywhere },
        { IpProtocol: "udp", FromPort: 53, ToPort: 53, IpRanges: anywhere },
      ],
    });

    const open = [7999, 8000, 8999, 9000, 53].filter((each) => port.permits("internet", [id], each));
    expect(open).toEqual([8000, 8999]);
  });
});
