import { describe, expect, test } from "@jest/globals";
import { redirectLocation } from "../../../../../local/services/elbv2/proxy/redirect.ts";

const toHttps = {
  kind: "redirect",
  protocol: "HTTPS",
  host: "#{host}",
  port: "443",
  path: "/#{path}",
  query: "#{query}",
  status: 301,
} as const;

const request = {
  tls: false,
  hostHeader: "localhost:41234",
  listenerPort: 80,
  listenerPorts: [80, 443],
  path: "/a/b",
  query: "c=d",
};

describe("where a redirect leads", () => {
  test.each([
    ["back to the real port, for a client that came by it", toHttps, request, "https://localhost:41234/a/b?c=d"],
    [
      "as on AWS for a client that names no port",
      toHttps,
      { ...request, hostHeader: "example.com" },
      "https://example.com:443/a/b?c=d",
    ],
    ["elsewhere for another host", { ...toHttps, host: "www.#{host}" }, request, "https://www.localhost:443/a/b?c=d"],
    [
      "elsewhere for a port that no listener has",
      { ...toHttps, port: "8443" },
      request,
      "https://localhost:8443/a/b?c=d",
    ],
    [
      "to a path made of the old one",
      { ...toHttps, path: "/v2/#{path}", query: "" },
      request,
      "https://localhost:41234/v2/a/b",
    ],
    [
      "with the protocol as it was",
      { ...toHttps, protocol: "#{protocol}", path: "/" },
      { ...request, tls: true },
      "https://localhost:41234/?c=d",
    ],
  ])("%s", (_, action, facts, location) => {
    expect(redirectLocation(action, facts)).toBe(location);
  });
});
