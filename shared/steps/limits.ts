/** The timeout of every step function: after it, a step that did not end is known to be over. */
export const stepTimeoutSeconds = 30;

/** How long a deployment may take before we give up waiting. */
export const deploymentTimeoutSeconds = 15 * 60;

/**
 * How long a lease outlives the deadline of its deployment: time enough for every undo to be tried. The machines end
 * themselves (`TimeoutSeconds`) before it does, so that whoever takes an expired lease is alone.
 */
export const undoTimeoutSeconds = 45 * 60;
