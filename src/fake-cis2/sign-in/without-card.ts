import { configurationOf, type Store } from "../../store/store.ts";

/** Whether people can sign in without a card: as the setting says, until a test turns it on or off. */
export class WithoutCard {
  readonly #store: Store;
  readonly #atStart: boolean;

  constructor(store: Store, { signInWithoutCard }: { readonly signInWithoutCard: boolean }) {
    this.#store = configurationOf(store);
    this.#atStart = signInWithoutCard;
  }

  async isOn(): Promise<boolean> {
    const turned = await this.#store.get("SignInWithoutCard");
    return typeof turned === "boolean" ? turned : this.#atStart;
  }

  /** For all instances, until the next reset. */
  async turn(on: boolean): Promise<void> {
    await this.#store.set("SignInWithoutCard", on);
  }
}
