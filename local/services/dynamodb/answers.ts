import type { RawResponse } from "../../edge/contract.ts";

const headers = { "content-type": "application/x-amz-json-1.0" };

export function answerJson(body: unknown): RawResponse {
  return { status: 200, headers, body: Buffer.from(JSON.stringify(body)) };
}

/** An error as DynamoDB writes it. */
export function answerError(code: string, message: string): RawResponse {
  const body = { __type: `com.amazonaws.dynamodb.v20120810#${code}`, message };
  return { status: 400, headers, body: Buffer.from(JSON.stringify(body)) };
}
