import { randomUUID } from "node:crypto";
import { isTestkitError, TestkitError } from "../../../foundation/errors/testkit-error.ts";
import { Assertion, type AssertionCheck, type AssertionServices } from "../../sign-in/assertion.ts";
import { assertionChecks } from "../../sign-in/checks/index.ts";
import type { DirectoryUser } from "../../directory/directory.ts";
import type { Instruction, RelayAnswer } from "../administration/remote-card.ts";
import type { RegisteredCard } from "../registered-card.ts";
import { certificateChecks } from "./certificate-checks.ts";
import { renewalOpensAt } from "./renewal-window.ts";

export interface CardServicesOptions extends AssertionServices {
  /** Days before the certificates' end from which a card may renew itself. */
  readonly renewalDays: number;
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
   * Begins a renewal for whoever answered its challenge. Rejects with what an assertion can be refused with (an expired
   * card with CERTIFICATE_EXPIRED), CARD_UNKNOWN and RENEWAL_TOO_EARLY.
   */
  async renew(renewal: string, token: unknown, origin: string): Promise<Instruction> {
    const assertion = new Assertion(token, { uid: renewal, origin }, this.#options);
    const { user, card } = await this.#holder(assertion, assertionChecks);
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
   * Rejects with what makes a certificate useless, and with CARD_UNKNOWN.
   */
  async sendUnlockCode(certificate: string): Promise<SentTo> {
    const { user, card } = await this.#bearer(certificate);
    const { registrationAuthority } = this.#options;
    const sent = await registrationAuthority.codes.send(card.serial, user.email);
    await registrationAuthority.note("unlock-code-sent", card);
    return { ...sent, sentTo: masked(user.email) };
  }

  /** Begins to unlock the card that the code was sent for. Rejects with UNLOCK_CODE_REFUSED and UNLOCK_CODE_EXPIRED. */
  async unlock(request: string, code: string, certificate: string): Promise<Instruction> {
    const { user, card } = await this.#bearer(certificate);
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

  answer(session: string, answer: RelayAnswer): Promise<Instruction> {
    return this.#options.registrationAuthority.administration.answer(session, answer);
  }

  #bearer(certificate: string) {
    const nowhere = { uid: "", origin: "" };
    return this.#holder(
      new Assertion({ unverifiedCertificate: certificate }, nowhere, this.#options),
      certificateChecks,
    );
  }

  async #holder(
    assertion: Assertion,
    checks: readonly AssertionCheck[],
  ): Promise<{ user: DirectoryUser; card: RegisteredCard }> {
    for (const check of checks) await check(assertion);
    const [user, card] = await Promise.all([
      assertion.user(),
      this.#options.registrationAuthority.cardOf(assertion.certificate.serialNumber),
    ]);
    if (user === undefined) throw new TestkitError("USER_UNKNOWN", { userId: assertion.userId });
    if (card === undefined) {
      throw new TestkitError("CARD_UNKNOWN", { card: `with certificate ${assertion.certificate.serialNumber}` });
    }
    return { user, card };
  }
}

/** `a…e@nhs.example` of `alex.example@nhs.example`. */
function masked(email: string): string {
  const [name = "", domain = ""] = email.split("@");
  return `${name.slice(0, 1)}…${name.slice(-1)}@${domain}`;
}
