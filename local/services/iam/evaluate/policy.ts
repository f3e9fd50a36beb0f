/** A policy document, read and checked: what the evaluator decides by. */
export interface Policy {
  readonly statements: readonly Statement[];
}

export interface Statement {
  readonly effect: "Allow" | "Deny";
  readonly actions: Matcher;
  /** Absent in a trust policy, where the resource is the role itself. */
  readonly resources?: Matcher;
  /** Absent in an identity policy. */
  readonly principals?: readonly TrustedPrincipal[];
  readonly conditions: readonly Condition[];
}

/** `Action` and `Resource`, or with `not` their opposites `NotAction` and `NotResource`. */
export interface Matcher {
  readonly not: boolean;
  readonly patterns: readonly Template[];
}

export interface TrustedPrincipal {
  readonly type: "AWS" | "Service";
  /** An ARN, an account, a service such as `lambda.amazonaws.com`, or `*`. */
  readonly value: string;
}

export interface Condition {
  readonly operator: string;
  /** `ForAllValues:` or `ForAnyValue:`, for keys that hold several values. */
  readonly set?: "all" | "any";
  readonly ifExists: boolean;
  /** In lower case: the names of condition keys are not case-sensitive. */
  readonly key: string;
  readonly values: readonly Template[];
}

/** A text of a policy, in which `*` and `?` may be wildcards and `${aws:PrincipalAccount}` stands for a key's value. */
export type Template = readonly TemplatePart[];

export type TemplatePart =
  | { readonly kind: "text"; readonly text: string }
  /** `${*}`, `${?}` and `${$}`: the character itself. */
  | { readonly kind: "literal"; readonly text: string }
  | { readonly kind: "variable"; readonly key: string; readonly fallback?: string };

/** The condition keys of one request, by their names in lower case. */
export type Keys = Pick<ReadonlyMap<string, readonly string[]>, "get">;
