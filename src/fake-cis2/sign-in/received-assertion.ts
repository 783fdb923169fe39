import {
  type CredentialServices,
  PresentedCredential,
} from "../../care-identity/credential-checks/presented-credential.ts";
import { type Assertion, parseAssertion } from "./assertion.ts";
import type { Challenges, IssuedChallenge } from "./challenges.ts";

/** Where an assertion was handed in. */
export interface AssertionContext {
  /** The sign-in it belongs to. */
  readonly uid: string;
  /** The origin of the sign-in page, as the browser knows it. */
  readonly origin: string;
}

/** What the checks look things up in. */
export interface AssertionServices extends CredentialServices {
  readonly challenges: Challenges;
  readonly identityAgentRefusedFrom: Date;
}

/** A credential that came with a signature of its card over a challenge. */
export class ReceivedAssertion extends PresentedCredential<AssertionServices> {
  readonly assertion: Assertion;
  readonly context: AssertionContext;
  #challenge: Promise<IssuedChallenge | undefined> | undefined;

  /** Throws ASSERTION_MALFORMED. */
  constructor(received: unknown, context: AssertionContext, services: AssertionServices) {
    const assertion = parseAssertion(received);
    super(Buffer.from(assertion.unverifiedCertificate, "base64"), services);
    this.assertion = assertion;
    this.context = context;
  }

  challenge(): Promise<IssuedChallenge | undefined> {
    this.#challenge ??= this.services.challenges.find(this.assertion.challenge);
    return this.#challenge;
  }
}

/** One check of an assertion: throws the error it is named after, or accepts the assertion. */
export type AssertionCheck = (received: ReceivedAssertion) => void | Promise<void>;
