import { stepPrinter } from "../../progress.ts";
import { type Chapter, expect, expectSuccess, hello, print } from "../stage.ts";

export const removeAll: Chapter = {
  title: "Remove",
  async tell({ running, fairway }) {
    const { id } = await fairway.begin("DELETE", `/v1/services/${hello}`);
    expectSuccess(await fairway.follow(id, stepPrinter(print)), "removal");
    const left = [...running.local.cloud.tags.all()]
      .filter(({ tags }) => tags["fairway:service"] === hello)
      .map(({ arn }) => arn)
      .filter((arn) => !/:task\/|:task-definition\//.test(arn));
    for (const arn of left) print(`  left: ${arn}`);
    expect(left.length > 0 && left.every((arn) => arn.includes(":log-group:")), "nothing is left but logs");
  },
};
