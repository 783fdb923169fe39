import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import type { CertificatePurpose } from "../../pki/index.ts";
import { configurationOf, type Store } from "../../store/store.ts";
import { CardsByUser } from "./cards-by-user.ts";
import type { CardEntry, CardSecrets, CardState, RegisteredCard, RegisteredCertificate } from "./registered-card.ts";
import { canonicalSerialNumber } from "../../pki/index.ts";

/** What a new card comes with: it is good until the registration authority replaces it. */
const defaultCardSecrets: CardSecrets = { puk: "12345678" };

/** Which card and which authority a certificate belongs to. */
export interface CertificateEntry {
  readonly card: string;
  readonly purpose: CertificatePurpose;
}

/** The register: people's cards, the certificates issued for them, and what the cards are administered with. */
export class CardRegister {
  readonly #store: Store;
  readonly #byUser: CardsByUser;

  constructor(store: Store) {
    this.#store = configurationOf(store);
    this.#byUser = new CardsByUser(store, () => this.cards());
  }

  /**
   * Enters a card, or enters it again: active, or only registered if it has no certificates yet. Rejects with CARD_HELD
   * if the person has another active card, with CARD_STATE if this one was cancelled, which is for good.
   */
  async enter({
    certificates: given,
    secrets,
    allowSecondActiveCard = false,
    ...entry
  }: CardEntry): Promise<RegisteredCard> {
    await this.#byUser.complete();
    const certificates = given.map(withPurpose);
    const state = certificates.length === 0 ? "registered" : "active";
    if ((await this.find(entry.serial))?.state === "cancelled") {
      throw new TestkitError("CARD_STATE", { serial: entry.serial, state: "cancelled", needed: "new or in use" });
    }
    if (state === "active" && !allowSecondActiveCard) await this.checkHoldsNoOther(entry);
    const numbers = certificates.map(({ serialNumber }) => normal(serialNumber));
    const beside = allowSecondActiveCard ? { besideOthers: true as const } : {};
    const card = await this.save({ series: 9, ...entry, certificates: numbers, state, ...beside });
    if (secrets) await this.keepSecrets(card.serial, secrets);
    await this.#store.include("Cards", card.serial);
    await this.#byUser.include(card);
    await Promise.all(certificates.map((certificate) => this.enterCertificate(card.serial, certificate)));
    return card;
  }

  async find(serial: string): Promise<RegisteredCard | undefined> {
    return (await this.#store.get(cardKey(serial))) as RegisteredCard | undefined;
  }

  /** Rejects with CARD_UNKNOWN. */
  async get(serial: string): Promise<RegisteredCard> {
    const card = await this.find(serial);
    if (card === undefined) throw new TestkitError("CARD_UNKNOWN", { card: serial });
    return card;
  }

  async cards(): Promise<RegisteredCard[]> {
    const found = await Promise.all((await this.#store.members("Cards")).map((serial) => this.find(serial)));
    return found.filter((card) => card !== undefined);
  }

  /** The card a certificate was issued for; undefined if it was issued for none that is registered. */
  async cardOf(certificateSerialNumber: string): Promise<RegisteredCard | undefined> {
    const entry = await this.certificate(certificateSerialNumber);
    return entry && this.find(entry.card);
  }

  async certificate(serialNumber: string): Promise<CertificateEntry | undefined> {
    return (await this.#store.get(certificateKey(serialNumber))) as CertificateEntry | undefined;
  }

  /** Notes a certificate as issued for the card, whether it has arrived on it or not. */
  async enterCertificate(card: string, { serialNumber, purpose }: RegisteredCertificate): Promise<void> {
    await this.#store.set(certificateKey(serialNumber), { card, purpose } satisfies CertificateEntry);
    await this.#store.include(issuedKey(card), normal(serialNumber));
  }

  /** All certificates ever issued for the card. */
  issuedFor(serial: string): Promise<string[]> {
    return this.#store.members(issuedKey(serial));
  }

  async secrets(serial: string): Promise<CardSecrets> {
    return ((await this.#store.get(secretsKey(serial))) as CardSecrets | undefined) ?? defaultCardSecrets;
  }

  async keepSecrets(serial: string, secrets: CardSecrets): Promise<void> {
    await this.#store.set(secretsKey(serial), secrets);
  }

  async save(card: RegisteredCard): Promise<RegisteredCard> {
    await this.#store.set(cardKey(card.serial), card);
    return card;
  }

  /** Makes the card the person's active one. Rejects with CARD_HELD if they have another, and it may not be beside others. */
  async activate(serial: string): Promise<RegisteredCard> {
    const card = await this.get(serial);
    if (!card.besideOthers) await this.checkHoldsNoOther(card);
    return this.setState(serial, "active");
  }

  async setState(serial: string, state: CardState): Promise<RegisteredCard> {
    return this.save({ ...(await this.get(serial)), state });
  }

  /** Rejects with CARD_HELD if the person has another active card. */
  async checkHoldsNoOther({ userId, serial }: Pick<RegisteredCard, "userId" | "serial">): Promise<void> {
    const serials = await this.#byUser.serialsOf(userId);
    const held = (await Promise.all(serials.map((one) => this.find(one))))
      .filter((other) => other !== undefined)
      .find((other) => other.userId === userId && other.serial !== serial && other.state === "active");
    if (held) throw new TestkitError("CARD_HELD", { userId, serial: held.serial });
  }
}

function withPurpose(given: string | RegisteredCertificate): RegisteredCertificate {
  return typeof given === "string" ? { serialNumber: given, purpose: "authentication" } : given;
}

function normal(serialNumber: string): string {
  return canonicalSerialNumber(serialNumber) ?? serialNumber.toLowerCase();
}

function cardKey(serial: string): string {
  return `Card:${serial}`;
}

function certificateKey(serialNumber: string): string {
  return `CertificateOfCard:${normal(serialNumber)}`;
}

function issuedKey(serial: string): string {
  return `CertificatesOfCard:${serial}`;
}

function secretsKey(serial: string): string {
  return `CardSecrets:${serial}`;
}
