/** Waits so many milliseconds, on the clock of whoever composed the program. */
export type Sleep = (milliseconds: number) => Promise<void>;
