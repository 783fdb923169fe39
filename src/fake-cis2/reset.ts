import { isMovable } from "../foundation/clock.ts";
import type { Store } from "../store/store.ts";
import { storeSecret } from "./shared-secret.ts";
import type { FakeCis2Services } from "./services.ts";

export interface ResetOptions {
  readonly services: FakeCis2Services;
  readonly store: Store;
  /** What cookies and form tokens are signed with. */
  readonly secret: string;
  /** Enters the users and relying parties of the start. */
  readonly seed: () => Promise<void>;
  /** Gives back what is built on the fake CIS2. */
  readonly onReset: (() => Promise<void>) | undefined;
}

/**
 * Gives a running fake CIS2 back as new. What was under way ends first, so that it leaves nothing behind. The signing keys and
 * the secret stay: relying parties that read the keys, and other instances on the same store, go on working.
 */
export async function reset({ services, store, secret, seed, onReset }: ResetOptions): Promise<void> {
  const { clock, journal, logout, registrationAuthority, signingKeys } = services;
  const keys = await signingKeys.current();
  await logout.reset();
  await registrationAuthority.administration.endSessions();
  await store.clear();
  await storeSecret(store, secret);
  await signingKeys.keep(keys);
  if (isMovable(clock)) clock.reset();
  await seed();
  await onReset?.();
  journal.clear();
}
