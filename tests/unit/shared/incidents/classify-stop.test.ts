import { describe, expect, test } from "@jest/globals";
import { adviceOn, causes, isFinal, meaningOf } from "../../../../shared/incidents/cause.ts";
import { classifyStop } from "../../../../shared/incidents/classify-stop.ts";
import { wordings } from "../../../../shared/incidents/wordings.ts";
import { seenStops } from "./stops.ts";

const classify = ({ stop }: (typeof seenStops)[number]) => classifyStop({ containers: [{ name: "orders" }], ...stop });
const textOf = ({
  stop: { stopCode, stoppedReason, containers = [], serviceEvents = [], healthStatus },
}: (typeof seenStops)[number]) =>
  [
    stopCode,
    stoppedReason,
    healthStatus,
    ...serviceEvents,
    ...containers.flatMap(({ exitCode, reason }) => [exitCode, reason]),
  ]
    .filter((part) => part !== undefined && part !== "")
    .join(" · ")
    .slice(0, 180);

describe("a task stopped", () => {
  test.each(seenStops.map((seen) => [seen.cause, seen.confidence, textOf(seen), seen] as const))(
    "%s (%s): %s",
    (cause, confidence, _text, seen) => {
      expect(classify(seen)).toMatchObject({ cause, confidence, advice: expect.stringMatching(/\w/) });
    },
  );

  test("in more than sixty ways that were really seen, each with a source", () => {
    expect(seenStops.length).toBeGreaterThanOrEqual(60);
    expect(seenStops.filter(({ source }) => !/^https:\/\/\S+\.\S+$/.test(source))).toEqual([]);
    expect(new Set(seenStops.map(({ stop }) => JSON.stringify(stop))).size).toBe(seenStops.length);
  });

  test("for causes of which each was seen", () => {
    const seen = new Set(seenStops.map(({ cause }) => cause));
    expect(causes.filter((cause) => !seen.has(cause))).toEqual([]);
  });
});

describe("the wordings", () => {
  test("are each met by something that was seen, so that none stands there for nothing", () => {
    const texts = seenStops.flatMap(({ stop: { stoppedReason = "", containers = [], serviceEvents = [] } }) => [
      stoppedReason,
      ...containers.map(({ reason = "" }) => reason),
      ...serviceEvents,
    ]);
    const met = new Set(texts.map((text) => wordings.find((wording) => wording.text.test(text))));
    expect(wordings.filter((wording) => !met.has(wording)).map(({ text }) => String(text))).toEqual([]);
  });

  test("read a text of any length in no time", () => {
    const long = `CannotPullContainerError: ${"secret ssm registry auth from Amazon ECR not ".repeat(2000)}`;
    expect(classifyStop({ stoppedReason: long, containers: [] }).cause).toBe("image-unavailable");
    expect(classifyStop({ stoppedReason: `ResourceInitializationError: ${long}`, containers: [] }).confidence).toBe(
      "unknown",
    );
  });
});

describe("what is ambiguous is never certain", () => {
  test.each([137, 143, 130, 129])("a signal alone: %i", (exitCode) => {
    const stop = classifyStop({ stopCode: "EssentialContainerExited", containers: [{ name: "orders", exitCode }] });
    expect(stop).toMatchObject({ cause: "exited", confidence: "likely" });
  });

  test("the exit code of a task that was told to stop", () => {
    const containers = [{ name: "orders", exitCode: 1 }];
    expect(classifyStop({ stopCode: "ServiceSchedulerInitiated", containers }).confidence).toBe("unknown");
  });

  test("nothing at all", () => {
    expect(classifyStop({ containers: [] })).toMatchObject({ cause: "unknown", confidence: "unknown" });
  });
});

test("only what no retry mends is final: a denial is none, since a role may be some seconds behind", () => {
  expect(causes.filter(isFinal)).toEqual(["image-name", "image-tag", "image-platform", "secret-missing"]);
});

test("every cause has a meaning in a few words and an advice", () => {
  for (const cause of causes) {
    expect([cause, meaningOf[cause].length < 50]).toEqual([cause, true]);
    expect([cause, adviceOn[cause]]).toEqual([cause, expect.stringMatching(/^[A-Z].*\.$/)]);
  }
});
