import type { Detected } from "./detect.ts";
import { encodeJson } from "./encode-json.ts";
import { encodeXml } from "./encode-xml.ts";
import type { WireResponse } from "./request.ts";
import { encodeRest } from "./rest-bindings.ts";
import type { Operation } from "./schema.ts";
import { serviceSchema } from "./service-schema.ts";

/** Writes an operation's output, in the protocol of the request. */
export function encodeResponse(
  { protocol, service }: Detected,
  operation: Operation,
  output: Readonly<Record<string, unknown>>,
  requestId: string,
): WireResponse {
  switch (protocol.kind) {
    case "json": {
      const body = JSON.stringify(encodeJson(operation.output, output));
      return { status: 200, headers: { "content-type": protocol.contentType }, body: Buffer.from(body) };
    }
    case "rest":
      return encodeRest(operation, output);
    case "form": {
      const write = protocol.style === "ec2" ? ec2Envelope : queryEnvelope;
      const body = write(
        operation,
        encodeXml(operation.output, output),
        serviceSchema(service).xmlNamespace,
        requestId,
      );
      return { status: 200, headers: { "content-type": "text/xml;charset=UTF-8" }, body: Buffer.from(body) };
    }
  }
}

function queryEnvelope({ name, output }: Operation, content: string, namespace: string, requestId: string): string {
  const result = output.kind === "unit" ? "" : `<${name}Result>${content}</${name}Result>`;
  const metadata = `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`;
  return `<${name}Response xmlns="${namespace}">${result}${metadata}</${name}Response>`;
}

function ec2Envelope({ name }: Operation, content: string, namespace: string, requestId: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${name}Response xmlns="${namespace}"><requestId>${requestId}</requestId>${content}</${name}Response>`;
}
