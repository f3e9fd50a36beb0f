/** The state machines, as commands start them. */
export interface Executions {
  /**
   * Starts a machine on a deployment; the execution is named after it, so that asking twice starts it once.
   * Answers the execution's ARN.
   */
  start(machine: "deploy" | "remove", deploymentId: string): Promise<string>;
}
