/** One kind of state that a reset gives back as new. */
export interface StateKind {
  readonly name: string;
  /** What can be seen of it; the same before any change and after a reset. */
  readonly look: () => Promise<unknown>;
  readonly change: () => Promise<void>;
  /** Whether a look at the change ends it, so that it has to be made again before the reset. */
  readonly lookEnds?: true;
}
