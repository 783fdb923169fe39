import type { Clock } from "../../foundation/clock.ts";
import type { Certificate, CertificateReader, TrustedAuthorities } from "../../pki/index.ts";
import type { AdoptedCards, AdoptedCertificate } from "../adoption/adopted-cards.ts";
import type { Directory, DirectoryUser } from "../directory/directory.ts";
import type { RegistrationAuthority } from "../registration-authority/registration-authority.ts";
import type { AssertionToken } from "./assertion-token.ts";
import type { Challenges, IssuedChallenge } from "./challenges.ts";

/** Where an assertion was handed in. */
export interface AssertionPlace {
  /** The sign-in it belongs to. */
  readonly uid: string;
  /** The origin of the sign-in page, as the browser knows it. */
  readonly origin: string;
}

/** What the checks look things up in. */
export interface AssertionServices {
  readonly challenges: Challenges;
  readonly certificates: CertificateReader;
  readonly trusted: TrustedAuthorities;
  readonly registrationAuthority: RegistrationAuthority;
  readonly directory: Directory;
  readonly adoptedCards: AdoptedCards;
  readonly clock: Clock;
  readonly identityAgentRefusedFrom: Date;
}

/** An assertion while it is being checked. What is read from it is only as sound as the checks that went before. */
export class Assertion {
  /** As it came; a token once its shape has been checked. */
  readonly token: AssertionToken;
  readonly place: AssertionPlace;
  readonly services: AssertionServices;
  #certificate: Certificate | undefined;
  #adopted: Promise<AdoptedCertificate | undefined> | undefined;

  constructor(received: unknown, place: AssertionPlace, services: AssertionServices) {
    this.token = received as AssertionToken;
    this.place = place;
    this.services = services;
  }

  /** The certificate, read. Throws where it cannot be. */
  get certificate(): Certificate {
    this.#certificate ??= this.services.certificates.read(Buffer.from(this.token.unverifiedCertificate, "base64"));
    return this.#certificate;
  }

  /** The id of the user the certificate names. */
  get userId(): string {
    return this.certificate.commonName ?? "";
  }

  challenge(): Promise<IssuedChallenge | undefined> {
    return this.services.challenges.find(this.token.challenge);
  }

  /** What is known of the certificate where its card was adopted; undefined of cards issued here. */
  adopted(): Promise<AdoptedCertificate | undefined> {
    this.#adopted ??= this.services.adoptedCards.find(this.certificate);
    return this.#adopted;
  }

  async user(): Promise<DirectoryUser | undefined> {
    const adopted = await this.adopted();
    return this.services.directory.find(adopted?.userId ?? this.userId);
  }
}

/** One check of an assertion: throws the error it is named for, or lets the assertion pass. */
export type AssertionCheck = (assertion: Assertion) => void | Promise<void>;
