/** How long a subscriber may take to answer, as at SNS. */
const answerWithin = 15_000;

/** Whether an address is on this machine: the local cloud sends nothing anywhere else. */
export function isLocal(url: string): boolean {
  try {
    return ["127.0.0.1", "localhost", "[::1]"].includes(new URL(url).hostname);
  } catch {
    return false;
  }
}

/** Posts to a subscriber on this machine. Whether it took the message: never rejects. */
export async function post(url: string, body: string, headers: Readonly<Record<string, string>>): Promise<boolean> {
  try {
    const response = await fetch(url, {
      method: "POST",
      body,
      headers: {
        "content-type": "text/plain; charset=UTF-8",
        "user-agent": "Amazon Simple Notification Service Agent",
        ...headers,
      },
      signal: AbortSignal.timeout(answerWithin),
    });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}
