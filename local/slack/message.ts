/** A message of a channel, or one that a single person sees. */
export interface Message {
  readonly ts: string;
  readonly channel: string;
  readonly text: string;
  readonly blocks: readonly Block[];
  /** The message in whose thread it stands. */
  readonly thread?: string;
  readonly onlyFor?: string;
}

export interface Block {
  readonly type: string;
  readonly text?: TextObject;
  readonly elements?: readonly Element[];
  readonly fields?: readonly TextObject[];
}

export interface TextObject {
  readonly type: string;
  readonly text: string;
}

export interface Element {
  readonly type: string;
  readonly text?: string | TextObject;
  readonly value?: string;
  readonly action_id?: string;
}
