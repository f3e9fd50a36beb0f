import { beforeEach, describe, expect, test } from "@jest/globals";
import type { AuditLine } from "../../../../shared/store/audit.ts";
import { type TestApi, testApi } from "./api.ts";

let api: TestApi;
let admin: string;

beforeEach(async () => {
  api = testApi();
  admin = await api.token("admin");
});

const at = (text: string) => Date.parse(text);
const keep = (id: string, when: string, more: Partial<AuditLine> = {}) =>
  api.store.audit.append({
    id,
    at: at(when),
    actor: "ann",
    door: "http",
    command: "deploy",
    outcome: "accepted",
    ...more,
  });
const get = (query: string, headers: Record<string, string> = {}) =>
  api.call<{ lines: { id: string }[]; nextCursor?: string }>("GET", `/v1/audit${query}`, { token: admin, headers });
const ndjson = (text: string) => text.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line)]));

describe("a span of the audit", () => {
  beforeEach(async () => {
    await keep("before", "2026-08-31T23:59:59.999Z");
    await keep("first", "2026-09-01T00:00:00.000Z");
    await keep("second", "2026-09-01T00:00:00.001Z");
    await keep("third", "2026-11-22T23:00:00.000Z");
    await keep("end", "2026-11-23T00:00:00.000Z");
    api.time = at("2026-11-23T00:00:00.000Z");
  });
  const ids = async (query: string) => (await get(query)).body.lines.map(({ id }) => id);

  test("goes over months, with its beginning and without its end, the newest first", async () => {
    expect(await ids("?from=2026-09-01T00:00:00Z&to=2026-11-23T00:00:00Z")).toEqual(["third", "second", "first"]);
    expect(await ids("?from=2026-09-01T02:00:00%2B02:00&to=2026-09-01T00:00:00.001Z")).toEqual(["first"]);
    expect(await ids("?from=2026-09-01T00:00:00.002Z&to=2026-11-01T00:00:00Z")).toEqual([]);
  });

  test("goes until now where no end is told, on all its pages", async () => {
    const pages: string[][] = [];
    let path = "?from=2026-08-01T00:00:00Z&limit=2";
    do {
      const { body, headers } = await get(path);
      pages.push(body.lines.map(({ id }) => id));
      path = /^<\/v1\/audit(.*)>; rel="next"$/.exec(headers.link ?? "")?.[1] ?? "";
      api.time += 3600_000;
    } while (path !== "");
    expect(pages).toEqual([["third", "second"], ["first", "before"], []]);
  });

  test.each([
    ["from=yesterday", "from", /must be an ISO 8601 instant/],
    ["from=2026-11-01", "from", /must be an ISO 8601 instant/],
    ["from=2026-02-30T00:00:00Z", "from", /must be an ISO 8601 instant/],
    ["from=2026-11-01T00:00:00", "from", /must be an ISO 8601 instant/],
    ["from=1026-11-01T00:00:00Z", "from", /must be an ISO 8601 instant/],
    ["from=2026-11-01T00:00:00Z&to=2026-11-01T00:00:00Z", "to", /must be after from/],
    ["from=2025-11-01T00:00:00Z&to=2026-11-02T00:00:01Z", "to", /at most 366 days after from/],
    ["from=2020-11-01T00:00:00Z", "to", /at most 366 days/],
    ["from=2026-12-01T00:00:00Z", "from", /must not be in the future/],
    ["to=2026-11-01T00:00:00Z", "from", /is missing/],
    ["month=2026-11&from=2026-11-01T00:00:00Z", "month", /either a month, or from and to/],
    ["format=xml", "format", /must be json, ndjson, csv/],
    ["limit=5001", "limit", /must be at most 5000/],
    ["limit=0", "limit", /must be at least 1/],
    [`cursor=${Buffer.from("DEPLOYMENT").toString("base64url")}`, "cursor", /nextCursor of an answer about the same/],
    [
      `month=2026-10&cursor=${Buffer.from("2026-11-01T00:00:00.000Z#x").toString("base64url")}`,
      "cursor",
      /nextCursor of an answer about the same/,
    ],
  ])("is refused as %s, by the name of %s", async (query, field, message) => {
    expect(await get(`?${query}`)).toMatchObject({
      status: 400,
      body: { problems: [{ field, message: expect.stringMatching(message) }] },
    });
  });
});

describe("the format", () => {
  beforeEach(() => keep("a", "2026-11-23T00:00:00.000Z"));

  test.each([
    ["", {}, "application/json"],
    ["", { accept: "*/*" }, "application/json"],
    ["", { accept: "text/html, text/csv;q=0.9, application/json;q=0.1" }, "text/csv; charset=utf-8"],
    ["", { accept: "text/csv;q=0, Application/X-NDJSON" }, "application/x-ndjson"],
    ["?format=ndjson", { accept: "text/csv" }, "application/x-ndjson"],
    ["?format=csv", {}, "text/csv; charset=utf-8"],
  ])("of %s with %j is %s", async (query, headers, type) => {
    expect((await get(query, headers as Record<string, string>)).headers["content-type"]).toBe(type);
  });

  test("ndjson is a line of JSON for each, as the pages have it", async () => {
    const { body } = await get("");
    const { text } = await get("?format=ndjson");
    expect(ndjson(text)).toEqual(body.lines);
  });

  test("csv is a table whose pages can be put together", async () => {
    await keep("b", "2026-11-23T00:00:01.000Z", { reason: 'a "b", c', evidence: { digest: "x" } });
    const first = await get("?format=csv&limit=1");
    const second = await get(first.headers.link?.replace(/^<\/v1\/audit(.*)>.*/, "$1") ?? "");
    expect(first.text + second.text).toBe(
      [
        "at,actor,actorId,person,door,command,service,deploymentId,outcome,reason,evidence,source,id",
        '"2026-11-23T00:00:01.000Z","ann",,,"http","deploy",,,"accepted","a ""b"", c","{""digest"":""x""}",,"b"',
        '"2026-11-23T00:00:00.000Z","ann",,,"http","deploy",,,"accepted",,,,"a"',
        "",
      ].join("\r\n"),
    );
  });

  test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\u200b=1", "＝1", "\r=1"])(
    "csv makes text of %j, which a spreadsheet would take for a formula",
    async (reason) => {
      await keep("evil", "2026-11-23T00:00:01.000Z", { actor: reason, reason });
      const { text } = await get("?format=csv");
      expect(text.split(`"'${reason}"`)).toHaveLength(3);
      expect(text).not.toContain(`"${reason}"`);
    },
  );

  test("csv leaves alone what is no formula", async () => {
    await keep("good", "2026-11-23T00:00:01.000Z", { reason: "a=b, 1-1, ann@example.com" });
    expect((await get("?format=csv")).text).toContain('"a=b, 1-1, ann@example.com"');
  });
});

describe("an answer", () => {
  test.each(["json", "ndjson", "csv"])(
    "as %s is no longer than Lambda carries, and leads to the rest",
    async (format) => {
      const evidence = { much: '"é'.repeat(25_000) };
      for (let count = 0; count < 120; count++)
        await keep(String(count).padStart(3, "0"), "2026-11-23T00:00:00.000Z", { evidence });
      const found: string[] = [];
      let path = `?format=${format}&limit=5000`;
      while (path !== "") {
        const { text, headers } = await get(path);
        expect(Buffer.byteLength(JSON.stringify({ statusCode: 200, headers, body: text }))).toBeLessThan(6_291_556);
        found.push(...(text.match(format === "csv" ? /"\d{3}"\r/g : /"id":"\d{3}"/g) ?? []));
        path = /^<\/v1\/audit(.*)>; rel="next"$/.exec(headers.link ?? "")?.[1] ?? "";
      }
      expect([found.length, new Set(found).size]).toEqual([120, 120]);
    },
  );
});

test("is for nobody but admins with all services, in every format", async () => {
  for (const format of ["json", "ndjson", "csv"]) {
    const path = `/v1/audit?format=${format}`;
    expect((await api.call("GET", path, { token: await api.token("deployer") })).status).toBe(403);
    const scoped = await api.token("admin", { scope: ["orders"] });
    expect((await api.call("GET", path, { token: scoped })).status).toBe(403);
  }
});
