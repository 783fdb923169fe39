import type { Clock } from "../../../foundation/clock.ts";
import { isTestkitError } from "../../../foundation/errors/testkit-error.ts";
import type { Random } from "../../../foundation/random.ts";
import { type EmulatedAuthorities, parseCertificate } from "../../../pki/index.ts";
import type { DirectoryUser } from "../../directory/directory.ts";
import type { RegisteredCard } from "../registered-card.ts";
import type { AuthorityRecords } from "../authority-records.ts";
import type { CardCertificates, CardProcedures, ProcedureContext } from "./card-procedures.ts";
import { pivProcedures } from "./piv/piv-procedures.ts";
import { series8Procedures } from "./series8/series8-procedures.ts";
import { RelayedSessions } from "./relayed-sessions.ts";
import type { RelayStep, RelayAnswer, RemoteCard } from "./remote-card.ts";

const procedures: Readonly<Record<8 | 9, CardProcedures>> = {
  8: series8Procedures,
  9: pivProcedures,
};
const temporaryLength = 8;

export interface CardAdministrationOptions {
  readonly records: AuthorityRecords;
  readonly authorities: EmulatedAuthorities;
  readonly clock: Clock;
  readonly random: Random;
}

type Work = (context: ProcedureContext, procedures: CardProcedures) => Promise<object>;

/** What the registration authority does on cards themselves, each through a client that relays its commands. */
export class CardAdministration {
  readonly #options: CardAdministrationOptions;
  readonly #sessions: RelayedSessions;

  constructor(options: CardAdministrationOptions) {
    this.#options = options;
    this.#sessions = new RelayedSessions(options.clock);
  }

  /** Puts a first pair on a registered blank card, and makes it the person's active one. Rejects with CARD_HELD. */
  async issue(card: RegisteredCard, user: DirectoryUser): Promise<RelayStep> {
    const { records } = this.#options;
    await records.cardRegister.checkHoldsNoOther(card);
    return this.#begin(card, user, [], async (context, { issue }) => {
      await this.#leftWith(card.serial, await issue(context));
      await records.cardRegister.activate(card.serial);
      await records.note("card-issued", card);
      return { card: card.serial };
    });
  }

  /**
   * Renews the card's pair, or completes a renewal that was cut off. The old certificates are good until the card has
   * confirmed the new ones; then all but those are revoked.
   */
  async renew(card: RegisteredCard, user: DirectoryUser): Promise<RelayStep> {
    const { records } = this.#options;
    const begun = card.renewing ? await this.#supersededBy(card.certificates, card.serial) : [];
    await records.cardRegister.save({ ...card, renewing: true });
    await records.note("renewal-begun", card);
    return this.#begin(card, user, begun, async (context, { renew }) => {
      const certificates = await renew(context);
      const numbers = await this.#leftWith(card.serial, certificates);
      for (const number of await this.#supersededBy(numbers, card.serial)) await records.revoke(number, "superseded");
      await records.note("renewal-finished", card);
      return { card: card.serial, notAfter: parseCertificate(certificates.authentication).notAfter.toISOString() };
    });
  }

  /** Unlocks the card with a passcode of the person's own choice, which the authority does not get to know. */
  async unlock(card: RegisteredCard, user: DirectoryUser): Promise<RelayStep> {
    const { records, random } = this.#options;
    await records.note("unlock-begun", card);
    return this.#begin(card, user, [], async (context, { resetPasscode }) => {
      const temporary = Array.from(random.bytes(temporaryLength), (byte) => byte % 10).join("");
      await resetPasscode(context, temporary);
      await context.card.replacePasscode(temporary);
      await records.note("unlock-finished", card);
      return { card: card.serial };
    });
  }

  /** Hands in what the client answers. Rejects with CARD_SESSION_ENDED, and with what the session fails with. */
  answer(session: string, answer: RelayAnswer): Promise<RelayStep> {
    return this.#sessions.answer(session, answer);
  }

  /** Ends the sessions that are open, wherever they are. */
  endSessions(): Promise<void> {
    return this.#sessions.endAll();
  }

  async #begin(card: RegisteredCard, user: DirectoryUser, begun: readonly string[], work: Work): Promise<RelayStep> {
    const { records } = this.#options;
    const { series, serial } = card;
    const secrets = await records.cardRegister.secrets(serial);
    return this.#sessions.begin(serial, async (remote) => {
      const context = this.#context({ remote, serial, user, secrets, fresh: new Set(begun) });
      try {
        return await work(context, procedures[series]);
      } catch (error) {
        await records.note("administration-failed", card, isTestkitError(error) ? error.code : "SERVICE_FAILED");
        throw error;
      }
    });
  }

  #context({ remote, serial, user, secrets, fresh }: ContextOptions): ProcedureContext {
    const { records, authorities, clock, random } = this.#options;
    const { userId, givenName, familyName } = user;
    return {
      card: remote,
      secrets,
      certify: async (purpose, publicKey) => {
        // Whole seconds: certificates have no finer times.
        const notBefore = new Date(Math.floor(clock.now().getTime() / 1000) * 1000);
        const der = await (purpose === "authentication"
          ? authorities.issueAuthenticationCertificate({ userId, publicKey, notBefore })
          : authorities.issueSigningCertificate({ userId, givenName, familyName, publicKey, notBefore }));
        const { serialNumber } = parseCertificate(der);
        await records.cardRegister.enterCertificate(serial, { serialNumber, purpose });
        await records.note("certificate-issued", { serial, userId }, serialNumber);
        fresh.add(serialNumber);
        return der;
      },
      isNew: (certificate) => fresh.has(parseCertificate(certificate).serialNumber),
      keepSecrets: (kept) => records.cardRegister.keepSecrets(serial, kept),
      random: (length) => random.bytes(length),
    };
  }

  /** Writes down which certificates the card holds now, whatever has become of the card meanwhile. */
  async #leftWith(serial: string, { authentication, signing }: CardCertificates): Promise<string[]> {
    const { cardRegister } = this.#options.records;
    const certificates = [authentication, signing].map((der) => parseCertificate(der).serialNumber);
    const { renewing, ...card } = await cardRegister.get(serial);
    await cardRegister.save({ ...card, certificates });
    return certificates;
  }

  /** The numbers of all certificates ever issued for the card but these, and but those revoked already. */
  async #supersededBy(numbers: readonly string[], serial: string): Promise<string[]> {
    const { cardRegister, revocations } = this.#options.records;
    const others = (await cardRegister.issuedFor(serial)).filter((number) => !numbers.includes(number));
    const revoked = await Promise.all(others.map((number) => revocations.find(number)));
    return others.filter((_, index) => revoked[index] === undefined);
  }
}

interface ContextOptions {
  readonly remote: RemoteCard;
  readonly serial: string;
  readonly user: DirectoryUser;
  readonly secrets: ProcedureContext["secrets"];
  readonly fresh: Set<string>;
}
