const { spawn } = require("node:child_process");
const { once } = require("node:events");
const { join } = require("node:path");

const { refuseLongEnvironments } = require("./environment-limit.cjs");

/** Those which package the whole stack. */
const packaging = new Set(["package", "deploy"]);

/** Builds the functions' archives whenever the stack is packaged, so that `npx serverless deploy` is all there is to do. */
module.exports = class BuildFunctions {
  constructor(serverless) {
    // Begun now, beside what serverless reads and validates for a second before it packages.
    const begun = packaging.has(serverless.processedInput.command) ? build() : undefined;
    this.hooks = {
      "before:package:createDeploymentArtifacts": async () => {
        const [code] = await (begun ?? build());
        if (code !== 0) throw new serverless.classes.Error("The functions could not be built: see above.");
      },
      "before:package:finalize": () => {
        refuseLongEnvironments(serverless.service.provider.compiledCloudFormationTemplate);
      },
    };
  }
};

/** Answers the exit code. */
function build() {
  const child = spawn(process.execPath, [join(__dirname, "build.ts")], { stdio: ["ignore", "inherit", "inherit"] });
  return once(child, "close");
}
