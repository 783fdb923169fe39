import type { Store } from "../../store/store.ts";
import { type App, parseApp } from "./app.ts";

const list = "ApiPlatform:Apps";

/** The registered apps, shared by all instances on the store. */
export class Apps {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  async find(key: string): Promise<App | undefined> {
    return (await this.#store.get(entry(key))) as App | undefined;
  }

  async list(): Promise<App[]> {
    const found = await Promise.all((await this.#store.members(list)).map((key) => this.find(key)));
    return found.filter((app) => app !== undefined);
  }

  /** Adds or replaces one. Throws CONFIGURATION_INVALID. */
  async register(input: unknown): Promise<App> {
    const app = parseApp(input);
    await this.#store.set(entry(app.key), app);
    await this.#store.include(list, app.key);
    return app;
  }

  async remove(key: string): Promise<void> {
    await this.#store.exclude(list, key);
    await this.#store.delete(entry(key));
  }
}

function entry(key: string): string {
  return `ApiPlatform:App:${key}`;
}
