/** Our own event bus, as commands use it to wake what reacts. */
export interface EventBus {
  send(event: { readonly detailType: string; readonly detail: Readonly<Record<string, string>> }): Promise<void>;
}
