/**
 * Calls all of these, in this order, whether one fails or not; rejects with what failed. For an `after` hook: what a `before`
 * that failed did not get to make fails here, and what it made is closed all the same.
 */
export async function closeAll(...closings: readonly (() => unknown)[]): Promise<void> {
  const stack = new AsyncDisposableStack();
  for (const close of closings.toReversed()) {
    stack.defer(async () => {
      await close();
    });
  }
  await stack.disposeAsync();
}
