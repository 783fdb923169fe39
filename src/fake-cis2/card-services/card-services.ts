import { randomUUID } from "node:crypto";
import { isTestkitError, TestkitError } from "../../foundation/errors/testkit-error.ts";
import { credentialChecks } from "../../care-identity/credential-checks/index.ts";
import { PresentedCredential } from "../../care-identity/credential-checks/presented-credential.ts";
import { assertionChecks } from "../sign-in/checks/index.ts";
import { type AssertionServices, ReceivedAssertion } from "../sign-in/received-assertion.ts";
import type { DirectoryUser } from "../../care-identity/directory/directory.ts";
import type { RelayStep, RelayAnswer } from "../../care-identity/registration-authority/administration/remote-card.ts";
import type { RegisteredCard } from "../../care-identity/registration-authority/registered-card.ts";
import { renewalOpensAt } from "./renewal-window.ts";

export interface CardServicesOptions extends AssertionServices {
  /** Days before the certificates' end from which a card may renew itself. */
  readonly renewalDays: number;
  /** Of the addresses that a security code can be sent to, in lower case; empty for all. */
  readonly unlockEmailDomains: readonly string[];
}

export interface SentTo {
  readonly request: string;
  /** ISO 8601. */
  readonly expiresAt: string;
  /** The address, all but its ends hidden. */
  readonly sentTo: string;
}

/** What a person can have done to their own card without going anywhere: renewal, and unlocking with a one-time code. */
export class CardServices {
  readonly #options: CardServicesOptions;

  constructor(options: CardServicesOptions) {
    this.#options = options;
  }

  /** A challenge for the card to sign, which shows that its holder is at it and wants it renewed. */
  async renewalChallenge(): Promise<{ renewal: string; challenge: string; expiresAt: string }> {
    const renewal = `renewal-${randomUUID()}`;
    return { renewal, ...(await this.#options.challenges.issue(renewal)) };
  }

  /**
   * Begins a renewal for the card that answered its challenge. Rejects with what an assertion can be refused with (an
   * expired card with CERTIFICATE_EXPIRED), CARD_UNKNOWN and RENEWAL_TOO_EARLY.
   */
  async renew(renewal: string, token: unknown, origin: string): Promise<RelayStep> {
    const assertion = new ReceivedAssertion(token, { uid: renewal, origin }, this.#options);
    for (const check of assertionChecks) await check(assertion);
    const { user, card } = await this.#holder(assertion);
    const { clock, renewalDays, registrationAuthority } = this.#options;
    const opensAt = renewalOpensAt(assertion.certificate, renewalDays);
    if (!card.renewing && clock.now() < opensAt) {
      await registrationAuthority.note("renewal-refused", card, "RENEWAL_TOO_EARLY");
      throw new TestkitError("RENEWAL_TOO_EARLY", { from: opensAt.toISOString() });
    }
    return registrationAuthority.administration.renew(card, user);
  }

  /**
   * Sends a one-time code to the person a card belongs to, going by its certificate (base64), which anybody may read.
   * Rejects with what makes a certificate useless, with CARD_UNKNOWN and with UNLOCK_EMAIL_UNUSABLE.
   */
  async sendSecurityCode(certificate: string): Promise<SentTo> {
    const { user, card } = await this.#withoutSignature(certificate);
    const { registrationAuthority } = this.#options;
    const email = await this.#addressOf(user, card);
    const sent = await registrationAuthority.codes.send(card.serial, email);
    await registrationAuthority.note("unlock-code-sent", card);
    return { ...sent, sentTo: masked(email) };
  }

  /** Begins to unlock the card that the code was sent for. Rejects with UNLOCK_CODE_REFUSED and UNLOCK_CODE_EXPIRED. */
  async unlock(request: string, code: string, certificate: string): Promise<RelayStep> {
    const { user, card } = await this.#withoutSignature(certificate);
    const { registrationAuthority } = this.#options;
    try {
      const serial = await registrationAuthority.codes.redeem(request, code);
      if (serial !== card.serial) throw new TestkitError("UNLOCK_CODE_EXPIRED");
    } catch (error) {
      if (isTestkitError(error)) await registrationAuthority.note("unlock-code-refused", card, error.code);
      throw error;
    }
    return registrationAuthority.administration.unlock(card, user);
  }

  async #addressOf({ email }: DirectoryUser, card: RegisteredCard): Promise<string> {
    const { registrationAuthority, unlockEmailDomains: allowed } = this.#options;
    const domain = email?.split("@").at(-1)?.toLowerCase() ?? "";
    const usable = allowed.length === 0 || allowed.some((one) => domain === one || domain.endsWith(`.${one}`));
    if (email !== undefined && usable) return email;
    await registrationAuthority.note("unlock-code-refused", card, "UNLOCK_EMAIL_UNUSABLE");
    const reason =
      email === undefined ? "the record has no e-mail address" : `the e-mail address is outside ${allowed.join(", ")}`;
    throw new TestkitError("UNLOCK_EMAIL_UNUSABLE", { reason });
  }

  answer(session: string, answer: RelayAnswer): Promise<RelayStep> {
    return this.#options.registrationAuthority.administration.answer(session, answer);
  }

  /** The user and the card of a certificate (base64) that a locked card cannot sign with. */
  async #withoutSignature(certificate: string) {
    const credential = new PresentedCredential(Buffer.from(certificate, "base64"), this.#options);
    for (const check of credentialChecks) await check(credential);
    return this.#holder(credential);
  }

  async #holder(credential: PresentedCredential): Promise<{ user: DirectoryUser; card: RegisteredCard }> {
    const { serialNumber } = credential.certificate;
    const [user, card] = await Promise.all([
      credential.user(),
      this.#options.registrationAuthority.cardOf(serialNumber),
    ]);
    if (user === undefined) throw new TestkitError("USER_UNKNOWN", { userId: credential.userId });
    if (card === undefined) throw new TestkitError("CARD_UNKNOWN", { card: `with certificate ${serialNumber}` });
    return { user, card };
  }
}

/** `a…e@nhs.example` of `alex.example@nhs.example`. */
function masked(email: string): string {
  const [name = "", domain = ""] = email.split("@");
  return `${name.slice(0, 1)}…${name.slice(-1)}@${domain}`;
}
