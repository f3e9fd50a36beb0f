/**
 * An error answer of an AWS service. `code` is what the caller sees: the modeled shape's name where there is one
 * (`ClusterNotFoundException`), else the wire code (`InvalidGroup.NotFound`); the edge writes it as the service's
 * protocol wants it. `fields` are the modeled error's further members.
 */
export class AwsError extends Error {
  override readonly name = "AwsError";
  readonly code: string;
  readonly status: number;
  readonly fields: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, options: { status?: number; fields?: Record<string, unknown> } = {}) {
    super(message);
    this.code = code;
    this.status = options.status ?? 400;
    this.fields = options.fields ?? {};
  }
}
