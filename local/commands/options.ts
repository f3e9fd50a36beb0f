import { parseArgs } from "node:util";
import { type Profile, profiles } from "../world/profile.ts";

/** What a person chooses when starting the local cloud. */
export interface LocalOptions {
  /** Port of the AWS endpoint; 0 takes a free one. */
  readonly port: number;
  /** Port of Fairway's own HTTP API; 0 takes a free one. */
  readonly apiPort: number;
  readonly account: string;
  readonly region: string;
  readonly profile: Profile;
  /** How many times as quickly as the machine's its time passes. */
  readonly speed: number;
  readonly sample: boolean;
  /** Prints each AWS call as it is made. */
  readonly calls: boolean;
}

/** Beyond it what functions do takes so much of the cloud's time that deadlines pass. */
const mostSpeed = 20;

export const defaults: LocalOptions = {
  port: 4566,
  apiPort: 4567,
  account: "123456789012",
  region: "us-east-1",
  profile: profiles.laptop,
  speed: 1,
  sample: true,
  calls: false,
};

export const startHelp = `Usage: npm start -- [options]

Packages Fairway, starts the local cloud with Fairway in it, deploys a sample service and stays up until Ctrl-C.

  --port N           port of the AWS endpoint (default ${defaults.port}; 0 takes a free one)
  --api-port N       port of Fairway's HTTP API (default ${defaults.apiPort}; 0 takes a free one)
  --no-sample        deploy no sample service
  --profile NAME     laptop: quick; aws: as slow as AWS was measured (default ${defaults.profile.name})
  --speed N          time passes N times as quickly, 1 to ${mostSpeed}: metrics, alarms, schedules and whatever else waits.
                     Tasks and functions are as quick as your machine, so of a load's requests a minute sees an Nth
  --account ID       twelve digits (default ${defaults.account})
  --region NAME      (default ${defaults.region})
  --calls            print each AWS call as it is made
  --help             print this

The state of a running cloud is kept in memory only: it survives nothing yet.
`;

/** Reads the options of `npm start`. Throws an `Error` that names the option and says what it takes. */
export function parseStartOptions(args: readonly string[]): LocalOptions | "help" {
  const { values } = parseOptions({
    args: [...args],
    options: {
      port: { type: "string" },
      "api-port": { type: "string" },
      "no-sample": { type: "boolean", default: false },
      profile: { type: "string", default: defaults.profile.name },
      speed: { type: "string" },
      account: { type: "string", default: defaults.account },
      region: { type: "string", default: defaults.region },
      calls: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return "help";
  const profile = Object.values(profiles).find(({ name }) => name === values.profile);
  if (!profile) throw new Error(`--profile takes ${Object.keys(profiles).join(" or ")}, not "${values.profile}".`);
  if (!/^\d{12}$/.test(values.account)) throw new Error(`--account takes twelve digits, not "${values.account}".`);
  if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(values.region))
    throw new Error(`--region takes a region such as eu-west-1, not "${values.region}".`);
  return {
    port: readPort("--port", values.port, defaults.port),
    apiPort: readPort("--api-port", values["api-port"], defaults.apiPort),
    account: values.account,
    region: values.region,
    profile,
    speed: readSpeed(values.speed),
    sample: !values["no-sample"],
    calls: values.calls,
  };
}

function readSpeed(text: string | undefined): number {
  const speed = Number(text ?? defaults.speed);
  if (!(speed >= 1 && speed <= mostSpeed)) throw new Error(`--speed takes 1 to ${mostSpeed}, not "${text}".`);
  return speed;
}

/** Says where the options are explained, besides which one is wrong. */
const parseOptions: typeof parseArgs = (config) => {
  try {
    return parseArgs(config);
  } catch (error) {
    throw new Error(`${(error as Error).message}. npm start -- --help tells the options.`);
  }
};

function readPort(option: string, text: string | undefined, unset: number): number {
  const port = text === undefined ? unset : Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`${option} takes a port from 0 to 65535, not "${text}".`);
  return port;
}
