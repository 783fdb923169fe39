import type { Clock } from "../../foundation/clock.ts";
import { secureRandom, type Random } from "../../foundation/random.ts";
import type { CertificatePurpose, EmulatedAuthorities, RevocationReason } from "../../pki/index.ts";
import type { Store } from "../../store/store.ts";
import { CardAdministration } from "./administration/card-administration.ts";
import { AuditTrail, type AuditedAction } from "./audit-trail.ts";
import type { AuthorityRecords } from "./authority-records.ts";
import { CardRegister } from "./card-register.ts";
import type { CardEntry, CardState, RegisteredCard } from "./registered-card.ts";
import { type PublishedList, Revocations } from "./revocations.ts";
import { SecurityCodes } from "./security-codes.ts";

export type { RegisteredCard } from "./registered-card.ts";

export interface RegistrationAuthorityOptions {
  store: Store;
  authorities: EmulatedAuthorities;
  clock: Clock;
  random?: Random;
}

/**
 * Keeps the register of cards, one active card a person; suspends and cancels them, revokes certificates, and says so
 * by revocation list and OCSP. Its audit trail has everything it does.
 */
export class RegistrationAuthority implements AuthorityRecords {
  readonly cardRegister: CardRegister;
  readonly revocations: Revocations;
  readonly audit: AuditTrail;

  /** What it does on cards themselves. */
  readonly administration: CardAdministration;
  /** One-time codes for unlocking, and the messages that carried them. */
  readonly codes: SecurityCodes;

  constructor({ store, authorities, clock, random = secureRandom }: RegistrationAuthorityOptions) {
    this.cardRegister = new CardRegister(store);
    this.revocations = new Revocations({ store, authorities, clock, register: this.cardRegister });
    this.audit = new AuditTrail(store, clock);
    this.administration = new CardAdministration({ records: this, authorities, clock, random });
    this.codes = new SecurityCodes({ store, clock, random });
  }

  /** Enters a card, or enters it again. Rejects with CARD_HELD if the person has another active card. */
  async register(entry: CardEntry): Promise<RegisteredCard> {
    const card = await this.cardRegister.enter(entry);
    await this.note("card-registered", card);
    return card;
  }

  find(serial: string): Promise<RegisteredCard | undefined> {
    return this.cardRegister.find(serial);
  }

  cards(): Promise<RegisteredCard[]> {
    return this.cardRegister.cards();
  }

  /** The card a certificate was issued for; undefined if it was issued for none that is registered. */
  cardOf(certificateSerialNumber: string): Promise<RegisteredCard | undefined> {
    return this.cardRegister.cardOf(certificateSerialNumber);
  }

  /** Holds a card back for a time. False if no such card is active. */
  suspend(serial: string): Promise<boolean> {
    return this.#change(serial, ["active"], "suspended", "card-suspended");
  }

  /** Gives a suspended card back. False if no such card is suspended. */
  async resume(serial: string): Promise<boolean> {
    const card = await this.find(serial);
    if (card?.state !== "suspended") return false;
    await this.note("card-resumed", await this.cardRegister.activate(serial));
    return true;
  }

  /** Withdraws a card for good. False if no such card is registered. Its certificates stay as they are. */
  cancel(serial: string): Promise<boolean> {
    return this.#change(serial, ["registered", "active", "suspended", "cancelled"], "cancelled", "card-cancelled");
  }

  /** Withdraws a lost card for good, and revokes all certificates that were ever issued for it. */
  async reportLost(serial: string): Promise<boolean> {
    const card = await this.find(serial);
    if (card === undefined) return false;
    await this.note("card-reported-lost", card);
    await this.cancel(serial);
    for (const number of await this.cardRegister.issuedFor(serial)) await this.revoke(number, "keyCompromise");
    return true;
  }

  async revoke(certificateSerialNumber: string, reason: RevocationReason = "cessationOfOperation"): Promise<void> {
    await this.revocations.revoke(certificateSerialNumber, reason);
    const card = await this.cardOf(certificateSerialNumber);
    await this.audit.add({
      action: "certificate-revoked",
      ...(card && { card: card.serial, userId: card.userId }),
      detail: `${certificateSerialNumber.toLowerCase()}, ${reason}`,
    });
  }

  /** The revocation list that holds now, of the authority for authentication certificates unless another is named. */
  revocationList(purpose: CertificatePurpose = "authentication"): Promise<PublishedList> {
    return this.revocations.list(purpose);
  }

  async #change(serial: string, from: readonly CardState[], to: CardState, action: AuditedAction): Promise<boolean> {
    const card = await this.find(serial);
    if (card === undefined || !from.includes(card.state)) return false;
    await this.note(action, await this.cardRegister.setState(serial, to));
    return true;
  }

  note(action: AuditedAction, { serial, userId }: Pick<RegisteredCard, "serial" | "userId">, detail?: string) {
    return this.audit.add({ action, card: serial, userId, detail });
  }
}
