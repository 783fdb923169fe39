import { fixedPasscode, openSmartcard, renew } from "../../client/index.ts";
import type { DesktopControl, ReaderControl } from "../../control-api/index.ts";
import { isTestkitError, TestkitError } from "../../foundation/errors/testkit-error.ts";
import { type CertificatePurpose, parseCertificate } from "../../pki/index.ts";
import { cardContents, hasPasscodeOf, VirtualCard } from "../../virtual-card/index.ts";
import type { EmbeddedCis2, IssuedCard } from "../embedded-cis2.ts";
import type { PersonaReaders, ReaderContents } from "./persona-readers.ts";

/** A reader of the desktop, and what is known of the card in it. It has no passcode. */
export interface DesktopReader {
  readonly name: string;
  readonly card?: NonNullable<ReaderContents["card"]> & {
    /** As the registration authority has it; undefined if it does not know the card. */
    readonly state: string | undefined;
    /** 0 if the card is locked. */
    readonly triesLeft: number;
    /** Whether it still has the persona's passcode. */
    readonly hasFirstPasscode: boolean;
    readonly certificates: readonly CardCertificate[];
  };
}

export interface CardCertificate {
  readonly purpose: CertificatePurpose;
  /** Hexadecimal. */
  readonly serialNumber: string;
  /** ISO 8601. */
  readonly notBefore: string;
  readonly notAfter: string;
  /** Whole days, rounded down; negative once it has expired. */
  readonly daysLeft: number;
}

type Beside = Pick<EmbeddedCis2, "cis2" | "clock" | "expired">;

const dayMilliseconds = 86_400_000;

/** A person's desktop as the control API has it: the readers, their cards in every detail, and what a person does with them. */
export class PersonaDesktop implements ReaderControl, DesktopControl {
  readonly desktop = this;
  readonly #readers: PersonaReaders;
  readonly #beside: () => Beside;

  /** @param beside - the fake CIS2, which may be started later */
  constructor(readers: PersonaReaders, beside: () => Beside) {
    this.#readers = readers;
    this.#beside = beside;
  }

  readers(): Promise<readonly DesktopReader[]> {
    return Promise.all(
      this.#readers.readers().map(async ({ name, card }) => {
        const issued = this.#readers.cardIn(name);
        return card && issued ? { name, card: { ...card, ...(await this.#about(issued)) } } : { name };
      }),
    );
  }

  insert(...card: Parameters<ReaderControl["insert"]>): Promise<void> {
    return this.#readers.insert(...card);
  }

  eject(reader: string): void {
    this.#readers.eject(reader);
  }

  addReader(reader: string): void {
    this.#readers.addReader(reader);
  }

  removeReader(reader: string): void {
    this.#readers.removeReader(reader);
  }

  swap(reader: string, other: string): Promise<void> {
    this.#readers.swap(reader, other);
    return Promise.resolve();
  }

  async enterWrongPasscode(reader: string): Promise<void> {
    await this.#refuse(reader, 1);
  }

  async lock(reader: string): Promise<void> {
    await this.#refuse(reader, Infinity);
  }

  async expire(reader: string, at: Date): Promise<void> {
    const image = await this.#beside().expired(this.#cardIn(reader).card.image, at);
    this.#readers.exchange(reader, () => new VirtualCard(image));
  }

  async renew(reader: string): Promise<void> {
    const held = this.#cardIn(reader);
    if (!hasPasscodeOf(held.card.image, held.image)) {
      throw new TestkitError("REQUEST_MALFORMED", { reason: "the person has chosen another passcode; renew with it" });
    }
    await renew({
      readers: this.#readers.source,
      reader,
      passcodes: fixedPasscode(held.persona.card.passcode),
      authority: this.#beside().cis2.networks.internet.origin,
    });
  }

  async replace(reader: string): Promise<void> {
    this.#cardIn(reader);
    await this.#readers.replace(reader);
  }

  #cardIn(reader: string): IssuedCard {
    // An unknown reader is told from an empty one.
    if (!this.#readers.source.slots.has(reader)) this.#readers.eject(reader);
    const card = this.#readers.cardIn(reader);
    if (card === undefined) throw new TestkitError("CARD_ABSENT");
    return card;
  }

  async #about({ card, image: first, serial }: IssuedCard) {
    const { cis2, clock } = this.#beside();
    const { image } = card;
    const { passcode, certificates } = cardContents(image);
    const now = clock.now().getTime();
    return {
      state: (await cis2.registrationAuthority.find(serial))?.state,
      triesLeft: passcode.triesLeft,
      hasFirstPasscode: hasPasscodeOf(image, first),
      certificates: (["authentication", "signing"] as const).flatMap((purpose): CardCertificate[] => {
        const der = certificates[purpose];
        if (der === undefined) return [];
        const { serialNumber, notBefore, notAfter } = parseCertificate(der);
        const daysLeft = Math.floor((notAfter.getTime() - now) / dayMilliseconds);
        return [
          { purpose, serialNumber, notBefore: notBefore.toISOString(), notAfter: notAfter.toISOString(), daysLeft },
        ];
      }),
    };
  }

  /** Enters passcodes that the card refuses, as often as this or until it is locked. */
  async #refuse(reader: string, times: number): Promise<void> {
    const held = this.#cardIn(reader);
    const connection = await this.#readers.source.connect(reader);
    try {
      const smartcard = await openSmartcard(connection);
      for (let refused = 0, guess = Number(held.persona.card.passcode); refused < times;) {
        // Passcodes that differ from the persona's, and from one that is accepted because the person chose it.
        guess = (guess + 1) % 1_000_000;
        try {
          await smartcard.verifyPasscode(String(guess).padStart(6, "0"));
        } catch (error) {
          if (isTestkitError(error, "PASSCODE_LOCKED")) return;
          if (!isTestkitError(error, "PASSCODE_REFUSED")) throw error;
          refused += 1;
        }
      }
    } finally {
      await connection.disconnect();
    }
  }
}
