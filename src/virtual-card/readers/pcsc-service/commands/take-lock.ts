import type { OpenCard, PcscClient } from "../pcsc-client.ts";

/**
 * How long, in milliseconds, an answer waits for a card that another program has to itself. The client asks again after
 * that. It cannot be longer: meanwhile its context is locked, and what would free the card may have to pass through it.
 */
const longestHold = 100;

/** Waits for the lock, unless the client itself holds it with another of its cards: then only the client can free it. */
export async function takeLock(
  client: PcscClient,
  { slot, connection }: OpenCard,
  longestMs = longestHold,
): Promise<boolean> {
  if (slot.lock.tryTake(connection)) return true;
  if (client.owns(slot.lock.owner)) return false;
  return slot.lock.take(connection, endOfWait(client, longestMs));
}

/** Aborts when the client is gone, and after that many milliseconds. */
export function endOfWait({ gone }: PcscClient, longestMs: number): AbortSignal {
  return AbortSignal.any([gone, AbortSignal.timeout(longestMs)]);
}
