import { describe, expect, test } from "@jest/globals";
import { matchRoute } from "../../../../local/http-api/match-route.ts";

const route = (key: string) => ({ key, integrationId: "i" });
const routes = [
  "$default",
  "ANY /{proxy+}",
  "GET /pets/{proxy+}",
  "GET /pets/{id}",
  "ANY /pets/{id}",
  "GET /pets/dog",
  "GET /pets/dog/{id}",
  "GET /pets/dog/1",
  "POST /{kind}/dog",
  "GET /",
].map(route);

describe("A request's route", () => {
  test.each([
    ["GET", "/pets/dog/1", "GET /pets/dog/1", {}],
    ["GET", "/pets/dog/2", "GET /pets/dog/{id}", { id: "2" }],
    ["GET", "/pets/dog", "GET /pets/dog", {}],
    ["GET", "/pets/dog/", "GET /pets/dog", {}],
    ["GET", "/pets/cat", "GET /pets/{id}", { id: "cat" }],
    ["PUT", "/pets/cat", "ANY /pets/{id}", { id: "cat" }],
    ["GET", "/pets/cat/1", "GET /pets/{proxy+}", { proxy: "cat/1" }],
    ["POST", "/pets/cat/1", "ANY /{proxy+}", { proxy: "pets/cat/1" }],
    ["POST", "/pets/dog", "ANY /pets/{id}", { id: "dog" }],
    ["POST", "/shops/dog", "POST /{kind}/dog", { kind: "shops" }],
    ["GET", "/", "GET /", {}],
    ["POST", "/", "$default", {}],
  ])("%s %s is %s", (method, path, key, pathParameters) => {
    expect(matchRoute(routes, method, path)).toEqual({ route: route(key), pathParameters });
  });

  test("is none where nothing matches and there is no $default", () => {
    expect(matchRoute([route("GET /a"), route("GET /{id}/b")], "GET", "/c")).toBeUndefined();
  });
});
