import { ask, type Chapter, deploy, expectSuccess, hello, helloManifest, imageOf, print, urlOf } from "../stage.ts";

export const deployTwoTasks: Chapter = {
  title: "Deploy two tasks",
  async tell(stage) {
    expectSuccess(await deploy(stage, helloManifest(imageOf(stage, "fairway/hello:1"))));
  },
};

export const askThroughLoadBalancer: Chapter = {
  title: "Ask through the load balancer",
  async tell(stage) {
    const url = await urlOf(stage, hello);
    const { message, task } = await ask(url);
    print(`  ${url} → ${message} (task ${task})`);
  },
};
