/** The timeout of every step function: after it, a step that did not end is known to be over. */
export const stepTimeoutSeconds = 30;

/** How long a deployment may take before we give up waiting. */
export const deploymentTimeoutSeconds = 15 * 60;

/** How long a deployment may wait for an approval at most: `approvals.yml` may say less. */
export const approvalTimeoutSeconds = 24 * 3600;

/** How long an execution may be at work, what it waits for an approval apart: after this it hangs, and is stopped. */
export const executionTimeoutSeconds = 58 * 60;

/** How long after a deployment's deadline every undo may be tried. Executions end within it, and what is left then is resumed. */
export const undoTimeoutSeconds = 45 * 60;

/** How long a deployment may be accepted without an execution: after this its acceptance is known to have died half-way. */
export const acceptanceTimeoutSeconds = 60;

/** For so long after a change AWS may show what was there before it. What it shows later is believed. */
export const lagSeconds = 60;

/** For so long what was surely made, and nobody of ours has deleted, is looked for before it is believed to be gone. */
export const missingSeconds = 3 * 60;
