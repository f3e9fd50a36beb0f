/** An HTTP API of the local API Gateway. */
export interface HttpApi {
  readonly id: string;
  readonly name: string;
  readonly cors?: Cors;
  readonly routes: Route[];
  /** By id. */
  readonly integrations: Map<string, Integration>;
  /** Variables of the stage `$default`. */
  stageVariables: Readonly<Record<string, string>>;
}

export interface Route {
  /** `GET /v1/services/{name}`, `ANY /{proxy+}` or `$default`. */
  readonly key: string;
  readonly integrationId: string;
}

/** A function behind routes. */
export interface Integration {
  readonly functionArn: string;
  readonly timeoutMilliseconds: number;
}

export interface Cors {
  readonly allowOrigins: readonly string[];
  readonly allowMethods: readonly string[];
  readonly allowHeaders: readonly string[];
  readonly exposeHeaders: readonly string[];
  readonly allowCredentials: boolean;
  readonly maxAgeSeconds?: number;
}

/** A request as it came over the wire. Header names are in lower case; the same header given twice is a list. */
export interface HttpRequest {
  readonly method: string;
  /** With the query string, as it was sent. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Uint8Array;
  readonly sourceIp: string;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Uint8Array;
}

export function messageResponse(status: number, message: string): HttpResponse {
  return {
    status,
    headers: { "content-type": "application/json" },
    body: Buffer.from(JSON.stringify({ message })),
  };
}
