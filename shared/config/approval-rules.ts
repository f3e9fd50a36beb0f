/** Which services are deployed only once someone else has approved it: an entry of `approvals.yml`. */
export interface ApprovalRule {
  /** Names and patterns such as `shop-*`. */
  readonly services: readonly string[];
  /** In which installations the rule holds; in each unless told. */
  readonly installations?: readonly string[];
  /** The least role of whoever approves. */
  readonly approver: "operator" | "deployer" | "admin";
  /** Whether it must be known who the people are that ask and approve. */
  readonly named?: boolean;
  /** The least role of whoever may go without an approval, with a reason that everyone sees; `nobody` may. */
  readonly breakGlass: "deployer" | "admin" | "nobody";
  /** For how long an approval is waited for, and is then good. */
  readonly expiresHours: number;
}
