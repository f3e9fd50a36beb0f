const { readFileSync } = require("node:fs");
const { join } = require("node:path");

/** serverless.yml reads the machines through here, as strings: CloudFormation takes no `null` inside an object. */
const definition = (machine) =>
  JSON.stringify(JSON.parse(readFileSync(join(__dirname, machine, "machine.asl.json"), "utf8")));

module.exports = { deploy: definition("deploy"), remove: definition("remove") };
