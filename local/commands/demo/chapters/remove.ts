import { type Chapter, expect, expectSuccess, print, read, type Stage } from "../stage.ts";

export const removeAll: Chapter = {
  title: "Remove everything",
  async tell(stage) {
    const { services } = await read<{ services: readonly { name: string }[] }>(stage, "/v1/services");
    const names = services.map(({ name }) => name);
    await Promise.all(names.map((name) => remove(stage, name)));
    const left = [...stage.running.local.cloud.tags.all()]
      .filter(({ tags }) => names.includes(tags["fairway:service"] ?? ""))
      .map(({ arn }) => arn)
      .filter((arn) => !/:task\/|:task-definition\//.test(arn));
    for (const arn of left) print(`  left: ${arn}`);
    expect(left.length > 0 && left.every((arn) => arn.includes(":log-group:")), "nothing is left but logs");
  },
};

async function remove({ fairway }: Stage, name: string): Promise<void> {
  const { id } = await fairway.begin("DELETE", `/v1/services/${name}`);
  expectSuccess(await fairway.follow(id, () => undefined), `the removal of ${name}`);
}
