import { ask, type Chapter, deploy, expectSuccess, helloManifest, helloUrl, imageOf, print } from "../stage.ts";

export const deployTwoTasks: Chapter = {
  title: "Deploy two tasks",
  async tell(stage) {
    expectSuccess(await deploy(stage, helloManifest(imageOf(stage, "fairway/hello:1"))));
  },
};

export const askThroughLoadBalancer: Chapter = {
  title: "Ask through the load balancer",
  async tell(stage) {
    const url = await helloUrl(stage);
    const { message, task } = await ask(url);
    print(`  ${url} → ${message} (task ${task})`);
  },
};
