import type { Clock } from "../../foundation/clock.ts";
import { parseCertificate, type Certificate, type TrustedAuthorities } from "../../pki/index.ts";
import type { AdoptedCards, AdoptedCertificate } from "../adoption/adopted-cards.ts";
import type { Directory, DirectoryUser } from "../directory/directory.ts";
import type { RegistrationAuthority } from "../registration-authority/registration-authority.ts";

/** What the checks look things up in. */
export interface CredentialServices {
  readonly trusted: TrustedAuthorities;
  readonly registrationAuthority: RegistrationAuthority;
  readonly directory: Directory;
  readonly adoptedCards: AdoptedCards;
  readonly clock: Clock;
}

/**
 * A certificate under check, with its user and its card. Its fields are safe only after the checks listed before the
 * caller's have passed.
 */
export class PresentedCredential<Services extends CredentialServices = CredentialServices> {
  readonly services: Services;
  readonly #der: Uint8Array;
  #certificate: Certificate | undefined;
  #adopted: Promise<AdoptedCertificate | undefined> | undefined;

  /** The certificate is DER as it was received: nothing is read from it yet. */
  constructor(der: Uint8Array, services: Services) {
    this.#der = der;
    this.services = services;
  }

  /** The parsed certificate. Throws if it cannot be read. */
  get certificate(): Certificate {
    this.#certificate ??= parseCertificate(this.#der);
    return this.#certificate;
  }

  /** The id of the user the certificate names. */
  get userId(): string {
    return this.certificate.commonName ?? "";
  }

  /** What is known about the certificate if its card was adopted. Undefined for cards issued here. */
  adopted(): Promise<AdoptedCertificate | undefined> {
    this.#adopted ??= this.services.adoptedCards.find(this.certificate);
    return this.#adopted;
  }

  async user(): Promise<DirectoryUser | undefined> {
    const adopted = await this.adopted();
    return this.services.directory.find(adopted?.userId ?? this.userId);
  }
}

/** One check of a credential: throws the error it is named after, or accepts the credential. */
export type CredentialCheck = (credential: PresentedCredential) => void | Promise<void>;
