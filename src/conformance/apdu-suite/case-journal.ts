/** How far a case has come that could change the card: what a later run has to know to undo it. Holds no secret. */
export interface CaseProgress {
  readonly case: string;
  /** Numbers of the steps, from 0, whose command was sent, and of those that the card accepted. */
  readonly sent: readonly number[];
  readonly accepted: readonly number[];
  /** Whether the card was being brought back to where it was. */
  readonly restoring: boolean;
}

/** Keeps the progress of cases where a killed run leaves it. Each call has written it down when it resolves. */
export interface CaseJournal {
  write(progress: CaseProgress): Promise<void>;
  /** The card is as it was. */
  clear(): Promise<void>;
}

/** For cards that nobody misses. */
export const noJournal: CaseJournal = {
  write: () => Promise.resolve(),
  clear: () => Promise.resolve(),
};
