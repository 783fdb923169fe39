import { randomBytes } from "node:crypto";
import type { Store } from "../store/store.ts";

const key = "Secret";

/** Signs cookies and form tokens; the same for all instances on one store. */
export async function sharedSecret(store: Store): Promise<string> {
  await store.add(key, randomBytes(32).toString("base64url"));
  return (await store.get(key)) as string;
}

/** Keeps the secret of instances that run on a store that was cleared. */
export async function storeSecret(store: Store, secret: string): Promise<void> {
  await store.set(key, secret);
}
