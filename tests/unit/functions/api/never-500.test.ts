import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { endpoints } from "../../../../shared/http/endpoints.ts";
import { manifestSchema } from "../../../../shared/model/manifest-schema.ts";
import { testApi } from "./api.ts";

/** Whatever a client sends, it is its own mistake or it is done: never ours. `call` holds each answer to its documentation. */
const writes = Object.values(endpoints).filter(({ method }) => method !== "GET");
const methods = fc.constantFrom("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "BREW");
const oddText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 30 }),
  fc.string({ maxLength: 30 }),
  fc.constantFrom(
    "orders",
    "__proto__",
    "constructor",
    "..",
    "%00",
    "%",
    "*",
    "a#b",
    "2026-11",
    "1h",
    "d-1",
    "",
    "null",
  ),
);
const fields = Object.keys(manifestSchema.shape);
const names = fc.oneof(
  fc.constantFrom(...fields, "count", "role", "scope", "expiresInDays", "name", "__proto__"),
  oddText,
);
const sane = fc.constantFrom<unknown>(
  "orders",
  "nginx:1.27",
  "web",
  "worker",
  80,
  256,
  512,
  1,
  0,
  ["a"],
  {},
  "viewer",
  "*",
);
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    sane,
    oddText,
    fc.double(),
    fc.maxSafeInteger(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(names, tie("value"), { maxKeys: 6 }),
  ),
}));
const manifestLike = fc
  .dictionary(names, value, { maxKeys: 6 })
  .map((more) => ({ name: "orders", image: "nginx:1.27", ...more }));
const yamlBits = fc.array(
  fc.constantFrom(
    "name: ",
    "orders",
    "image: nginx",
    "- ",
    "? ",
    ": ",
    "[",
    "]",
    "{",
    "}",
    ",",
    "\n",
    "\n  ",
    "|",
    ">",
    '"',
    "'",
    "#",
    "&a ",
    "*a",
    "!!binary ",
    "!t ",
    "%YAML 1.1\n",
    "---\n",
    "<<: ",
    "~",
    ".inf",
    "0x1",
    "\t",
    "\u0000",
  ),
  { maxLength: 24 },
);
const bodies = fc.oneof(
  manifestLike.map((one) => JSON.stringify(one)),
  value.map((one) => JSON.stringify(one) ?? ""),
  yamlBits.map((bits) => bits.join("")),
  oddText,
  fc.uint8Array({ maxLength: 30 }),
);
const types = fc.constantFrom(
  "application/json",
  "application/yaml",
  "application/x-www-form-urlencoded",
  "text/plain",
  "",
  "image/png",
);
const runs = { numRuns: 250, seed: 1 };

describe("no request makes Fairway fail", () => {
  test("whatever the body", async () => {
    const api = testApi();
    const token = await api.token("admin");

    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...writes), bodies, types, async ({ method, path }, body, type) => {
        const url = path.replace("{name}", "orders").replace("{id}", "x");
        const { status } = await api.call(method, url, { token, body, headers: { "content-type": type } });
        expect(status).toBeLessThan(500);
      }),
      runs,
    );
  });

  test("whatever the path and the method", async () => {
    const api = testApi();
    const token = await api.token("admin");
    const known = fc.constantFrom(...Object.values(endpoints).map(({ path }) => path));
    const paths = fc.oneof(
      fc.tuple(known, oddText).map(([path, text]) => path.replace(/\{\w+\}/, () => text)),
      fc.array(oddText, { maxLength: 6 }).map((parts) => `/${parts.join("/")}`),
    );

    await fc.assert(
      fc.asyncProperty(methods, paths, async (method, path) => {
        const { status } = await api.call(method, path.replaceAll("?", ""), { token });
        expect(status).toBeLessThan(500);
      }),
      runs,
    );
  });

  test("whatever the query and the headers", async () => {
    const api = testApi();
    const token = await api.token("admin");
    const parameters = fc.constantFrom(
      "limit",
      "cursor",
      "since",
      "filter",
      "task",
      "wait",
      "month",
      "reason",
      "__proto__",
      "x",
    );
    const queries = fc
      .array(fc.tuple(parameters, oddText.map(encode)), { maxLength: 4 })
      .map((pairs) => pairs.map((pair) => pair.join("=")).join("&"));
    const headers = fc.dictionary(
      fc.constantFrom("idempotency-key", "content-type", "authorization", "accept", "x-forwarded-for"),
      oddText,
    );

    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...Object.values(endpoints)),
        queries,
        headers,
        async (endpoint, query, more) => {
          const url = endpoint.path.replace("{name}", "orders").replace("{id}", "x");
          const { status } = await api.call(endpoint.method, `${url}?${query}`, { token, headers: more });
          expect(status).toBeLessThan(500);
        },
      ),
      runs,
    );
  });
});

function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}
