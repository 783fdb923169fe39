import { MemoryStore } from "../store/memory-store.ts";
import type { Store } from "../store/store.ts";
import type { FakeCis2, FakeCis2Options } from "./options.ts";
import { reset } from "./reset.ts";
import { sharedSecret, storeSecret } from "./shared-secret.ts";

/** Starts the fake CIS2 on all its networks. Rejects with PORT_TAKEN or CONFIGURATION_INVALID, and then leaves nothing open. */
export async function startFakeCis2(options: FakeCis2Options): Promise<FakeCis2> {
  const store = options.store ?? new MemoryStore();
  const open: { close(): Promise<void> }[] = [store];
  const close = async () => {
    // In the order opposite to that of opening: the store goes last.
    for (const one of open.splice(0).reverse()) await one.close();
  };
  try {
    return { ...(await start(options, store, (one) => open.push(one))), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function start(
  options: FakeCis2Options,
  store: Store,
  opened: (one: { close(): Promise<void> }) => void,
): Promise<Omit<FakeCis2, "close">> {
  // The provider, its pages and their libraries are loaded when the first fake CIS2 starts.
  const [{ openServices }, { networkStarter }] = await Promise.all([
    import("./open-services.ts"),
    import("./networks/start-network.ts"),
  ]);
  const { services, seed } = await openServices(options, store);
  opened(services.logout);
  const secret = await sharedSecret(store);
  await store.refillBy?.("fake CIS2", async () => {
    options.logger?.warn("the store lost its records: those of the start are entered again");
    await storeSecret(store, secret);
    await seed();
  });
  const startNetwork = networkStarter(options, { services, store, secret }, opened);
  const [internet, hscn] = await Promise.all([startNetwork("internet"), startNetwork("hscn")]);
  const networks = { internet: internet.network, hscn: hscn.network };
  const listeners = { internet: internet.listener, hscn: hscn.listener };

  const resetAll = () => reset({ services, store, secret, seed, onReset: options.onReset });
  return { ...services, networks, listeners, reset: resetAll };
}
