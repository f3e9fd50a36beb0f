import { describe, expect, test } from "@jest/globals";
import { parseManifest } from "../../../../shared/model/parse-manifest.ts";

function problemsOf(variables: Record<string, string>) {
  return parseManifest({ name: "orders", image: "nginx", variables }).problems ?? [];
}

describe("a variable that looks like a credential is refused", () => {
  // Put together here, so that nothing in this file looks like one.
  const random = ["q7Zt2Lk9", "Xw4Rb8Nv", "E1sYp6Hd", "C3mUj5Ga"].join("");
  test.each([
    ["by its name", "DB_PASSWORD", "correct horse"],
    ["by its name in camel case", "apiKey", "abcdefgh"],
    ["by its name in lower case", "github_token", "abcdefgh"],
    ["as an access key", "A", `${"AKIA"}ABCDEFGHIJKLMNOP`],
    ["as a GitHub token", "A", `${"ghp"}_${"a".repeat(36)}`],
    ["as a Slack token", "A", `${"xoxb"}-1234567890-abcdefghij`],
    ["as a private key", "A", `-----BEGIN ${"RSA PRIVATE"} KEY-----\nMII`],
    ["as a signed token", "A", `${"eyJ"}hbGciOiJI.${"eyJ"}zdWIiOiIx.abc`],
    ["as an address with a password", "DATABASE_URL", "postgres://orders:hunter2@db.example.com/orders"],
    ["as a long random string", "A", random],
  ])("%s", (_how, name, value) => {
    const [problem, ...others] = problemsOf({ [name]: value });

    expect(others).toEqual([]);
    expect(problem).toMatchObject({
      field: `variables.${name}`,
      message: expect.stringMatching(/looks like a credential.*under secrets/),
    });
    expect(problem?.message).not.toContain(value);
  });

  test.each([
    ["LOG_LEVEL", "debug"],
    ["MAX_TOKENS", "4096"],
    ["TOKEN_URL", "https://login.example.com/token"],
    ["PASSWORD_MIN_LENGTH", "12"],
    ["ENABLE_TOKEN", "true"],
    ["SECRET", ""],
    ["API_KEY", "/run/secrets/api-key"],
    ["DB_SECRET", "arn:aws:secretsmanager:us-east-1:123456789012:secret:db-AbCdEf"],
    ["GIT_COMMIT", "0123456789abcdef0123456789abcdef01234567"],
    ["REQUEST_ID", "3f2b8c1e-9d4a-4e6b-8f7a-1c2d3e4f5a6b"],
    ["DATABASE_URL", "postgres://db.example.com:5432/orders"],
    ["QUEUE", "https://sqs.us-east-1.amazonaws.com/123456789012/Orders-Queue-1"],
    ["GREETING", "Hello World, this is a long sentence with 42 words or so"],
  ])("but %s=%s is none", (name, value) => {
    expect(problemsOf({ [name]: value })).toEqual([]);
  });

  test("and so is a secret that stands where its name belongs, without being repeated", () => {
    const value = `${"ghp"}_${"b".repeat(36)}`;

    const [problem] = parseManifest({ name: "orders", image: "nginx", secrets: { TOKEN: value } }).problems ?? [];

    expect(problem).toMatchObject({
      field: "secrets.TOKEN",
      message: expect.stringContaining("looks like the secret itself"),
    });
    expect(problem?.message).not.toContain(value);
  });
});
