/** A deployment as Fairway's HTTP API shows it, as far as the commands here read it. */
export interface DeploymentView {
  readonly id: string;
  readonly status: string;
  readonly url?: string;
  readonly steps: readonly StepView[];
  readonly error?: { readonly name: string; readonly message: string };
}

export interface StepView {
  readonly kind: string;
  readonly action: string;
  readonly status: string;
  readonly did?: string;
  readonly startedAt: string;
  readonly endedAt?: string;
}

/** An answer of the API: its status, and its body when that is JSON. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Speaks to Fairway's HTTP API as any user would: over HTTP, with a bearer token. */
export interface FairwayClient {
  send(method: string, path: string, body?: unknown): Promise<Answer>;
  /** Sends a write and answers the deployment that it began. Throws what the API says against it. */
  begin(method: string, path: string, body?: unknown): Promise<DeploymentView>;
  /** Follows a deployment to its end, telling each new state of it. */
  follow(id: string, onChange: (deployment: DeploymentView) => void): Promise<DeploymentView>;
}

const running = ["ACCEPTED", "RUNNING", "AWAITING_APPROVAL"];

export function fairwayClient(apiUrl: string, token: string): FairwayClient {
  const send: FairwayClient["send"] = async (method, path, body) => {
    const response = await fetch(`${apiUrl}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body !== undefined && { "content-type": "application/json" }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
  };
  return {
    send,
    async begin(method, path, body) {
      const answer = await send(method, path, body);
      if (answer.status !== 202) throw new Error(`${method} ${path} was answered ${describe(answer)}`);
      return (answer.body as { deployment: DeploymentView }).deployment;
    },
    async follow(id, onChange) {
      for (;;) {
        const answer = await send("GET", `/v1/deployments/${id}?wait=25`);
        if (answer.status !== 200) throw new Error(`GET /v1/deployments/${id} was answered ${describe(answer)}`);
        const deployment = answer.body as DeploymentView;
        onChange(deployment);
        if (!running.includes(deployment.status)) return deployment;
      }
    },
  };
}

function describe({ status, body }: Answer): string {
  return `${status}: ${JSON.stringify(body)}`;
}
