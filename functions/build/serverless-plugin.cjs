const { spawnSync } = require("node:child_process");
const { join } = require("node:path");

const { refuseLongEnvironments } = require("./environment-limit.cjs");

/** Builds the functions' archives whenever the stack is packaged, so that `npx serverless deploy` is all there is to do. */
module.exports = class BuildFunctions {
  constructor(serverless) {
    this.hooks = {
      "before:package:createDeploymentArtifacts": () => {
        const run = spawnSync(process.execPath, [join(__dirname, "build.ts")], {
          stdio: ["ignore", "inherit", "inherit"],
        });
        if (run.status !== 0) throw new serverless.classes.Error("The functions could not be built: see above.");
      },
      "before:package:finalize": () => {
        refuseLongEnvironments(serverless.service.provider.compiledCloudFormationTemplate);
      },
    };
  }
};
