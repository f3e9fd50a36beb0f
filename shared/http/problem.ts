import type { Problem } from "../model/service-spec.ts";

/** An error answer of the API: a problem of RFC 9457, with what is wrong field by field where that is known. */
export interface ProblemDetails {
  /** `about:blank`: the status and its title say what kind of problem it is. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  /** What is wrong and what to do. */
  readonly detail: string;
  readonly problems?: readonly Problem[];
  /** The deployment that stands in the way. */
  readonly deploymentId?: string;
}

const titles = {
  400: "The request is malformed",
  401: "A valid token is needed",
  403: "Not allowed",
  404: "Not found",
  405: "Method not allowed",
  409: "In conflict with what is there",
  413: "The body is too large",
  415: "The body is of a type that is not read here",
  422: "The request is well-formed but wrong",
  500: "Fairway failed",
  503: "AWS is not answering as it should",
} as const;

export type ProblemStatus = keyof typeof titles;

/** Thrown wherever a request cannot go on; the runner turns it into the answer. */
export class HttpProblem extends Error {
  override readonly name = "HttpProblem";
  readonly details: ProblemDetails;
  readonly headers: Readonly<Record<string, string>>;
  /** Why it is so, where whoever sent the request is not to know. */
  readonly hidden?: string;

  constructor(
    status: ProblemStatus,
    detail: string,
    more: {
      readonly problems?: readonly Problem[];
      readonly deploymentId?: string | undefined;
      readonly headers?: Readonly<Record<string, string>>;
      readonly hidden?: string;
    } = {},
  ) {
    super(detail);
    const { headers = {}, problems, deploymentId } = more;
    this.headers = headers;
    if (more.hidden !== undefined) this.hidden = more.hidden;
    this.details = {
      type: "about:blank",
      title: titles[status],
      status,
      detail,
      ...(problems !== undefined && problems.length > 0 && { problems }),
      ...(deploymentId !== undefined && { deploymentId }),
    };
  }
}
