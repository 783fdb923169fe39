import type { Clock } from "../../foundation/clock.ts";
import { parseRevocationList, type EmulatedAuthorities, type RevocationList } from "../../pki/index.ts";
import type { Store } from "../store/store.ts";

/** A card as the registration authority knows it. */
export interface RegisteredCard {
  readonly serial: string;
  readonly userId: string;
  /** Serial numbers of the certificates on it, hexadecimal, lower case. */
  readonly certificates: readonly string[];
  readonly state: "active" | "cancelled";
}

export interface RegistrationAuthorityOptions {
  store: Store;
  authorities: EmulatedAuthorities;
  clock: Clock;
}

/** Keeps the register of cards, cancels them, and revokes certificates. */
export class RegistrationAuthority {
  readonly #store: Store;
  readonly #authorities: EmulatedAuthorities;
  readonly #clock: Clock;
  #published: { readonly entries: string; readonly der: Uint8Array; readonly list: RevocationList } | undefined;

  constructor({ store, authorities, clock }: RegistrationAuthorityOptions) {
    this.#store = store;
    this.#authorities = authorities;
    this.#clock = clock;
  }

  /** Enters a card, or enters it anew after its certificates were renewed. */
  async register(card: { serial: string; userId: string; certificates: readonly string[] }): Promise<RegisteredCard> {
    const entry: RegisteredCard = { ...card, certificates: card.certificates.map(normal), state: "active" };
    await this.#store.set(cardKey(card.serial), entry);
    await this.#store.include("Cards", card.serial);
    await Promise.all(entry.certificates.map((number) => this.#store.set(certificateKey(number), card.serial)));
    return entry;
  }

  async find(serial: string): Promise<RegisteredCard | undefined> {
    return (await this.#store.get(cardKey(serial))) as RegisteredCard | undefined;
  }

  async cards(): Promise<RegisteredCard[]> {
    const found = await Promise.all((await this.#store.members("Cards")).map((serial) => this.find(serial)));
    return found.filter((card) => card !== undefined);
  }

  /** The card a certificate is on; undefined where it is on none that is registered. */
  async cardOf(certificateSerialNumber: string): Promise<RegisteredCard | undefined> {
    const serial = await this.#store.get(certificateKey(normal(certificateSerialNumber)));
    return typeof serial === "string" ? this.find(serial) : undefined;
  }

  /** Cancels a card, as when it is reported lost. False where no such card is registered. */
  async cancel(serial: string): Promise<boolean> {
    const card = await this.find(serial);
    if (!card) return false;
    await this.#store.set(cardKey(serial), { ...card, state: "cancelled" });
    return true;
  }

  /** Revokes a certificate by its serial number (hexadecimal). */
  async revoke(certificateSerialNumber: string): Promise<void> {
    const entry = `${normal(certificateSerialNumber)} ${this.#clock.now().toISOString()}`;
    await this.#store.include("Revoked", entry);
  }

  /** The revocation list that holds now: as published (DER), and read. */
  async revocationList(): Promise<{ der: Uint8Array; list: RevocationList }> {
    const revoked = (await this.#store.members("Revoked")).sort();
    const entries = revoked.join();
    if (this.#published?.entries === entries && this.#isCurrent(this.#published.list)) return this.#published;
    const der = await this.#authorities.revocationList(
      revoked.map((entry) => {
        const [serialNumber = "", date = ""] = entry.split(" ");
        return { serialNumber, revocationDate: new Date(date) };
      }),
    );
    const list = await parseRevocationList(der, this.#authorities.authentication.certificate);
    this.#published = { entries, der, list };
    return this.#published;
  }

  #isCurrent({ thisUpdate, nextUpdate }: RevocationList): boolean {
    const now = this.#clock.now();
    return thisUpdate <= now && (nextUpdate === undefined || now < nextUpdate);
  }
}

function normal(serialNumber: string): string {
  return serialNumber.toLowerCase();
}

function cardKey(serial: string): string {
  return `Card:${serial}`;
}

function certificateKey(serialNumber: string): string {
  return `CardOfCertificate:${serialNumber}`;
}
