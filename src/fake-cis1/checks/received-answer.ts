import {
  PresentedCredential,
  type CredentialServices,
} from "../../care-identity/credential-checks/presented-credential.ts";
import type { GasChallenges } from "../challenges.ts";
import type { AuthenticationRequest } from "../messages/parameters.ts";
import type { SignedChallenge } from "../response/signed-challenge.ts";

export interface AnswerServices extends CredentialServices {
  readonly challenges: GasChallenges;
}

/** The answer of a card to a challenge, while it is being checked. */
export class ReceivedAnswer extends PresentedCredential<AnswerServices> {
  readonly request: AuthenticationRequest;
  readonly signed: SignedChallenge;

  constructor(request: AuthenticationRequest, signed: SignedChallenge, services: AnswerServices) {
    super(signed.certificate, services);
    this.request = request;
    this.signed = signed;
  }
}

/** One check of an answer: throws a refusal, or accepts it. */
export type AnswerCheck = (answer: ReceivedAnswer) => void | Promise<void>;
