import { configurationOf, type Store } from "../../store/store.ts";
import { parseRelyingParty, type RelyingParty } from "./relying-party.ts";

/** The relying parties of the environment, shared by all its instances. */
export class RelyingParties {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = configurationOf(store);
  }

  async find(clientId: string): Promise<RelyingParty | undefined> {
    return (await this.#store.get(key(clientId))) as RelyingParty | undefined;
  }

  async list(): Promise<RelyingParty[]> {
    const found = await Promise.all((await this.#store.members("RelyingParties")).map((id) => this.find(id)));
    return found.filter((party) => party !== undefined);
  }

  /** Adds or replaces one. Throws CONFIGURATION_INVALID. */
  async register(input: unknown): Promise<RelyingParty> {
    const party = parseRelyingParty(input);
    await this.#store.set(key(party.clientId), party);
    await this.#store.include("RelyingParties", party.clientId);
    return party;
  }

  async remove(clientId: string): Promise<void> {
    await this.#store.exclude("RelyingParties", clientId);
    await this.#store.delete(key(clientId));
  }
}

function key(clientId: string): string {
  return `RelyingParty:${clientId}`;
}
