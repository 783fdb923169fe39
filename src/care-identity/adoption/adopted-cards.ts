import { createHash } from "node:crypto";
import type { Clock } from "../../foundation/clock.ts";
import { type Certificate, type CertificatePurpose, parseCertificate, validityAt } from "../../pki/index.ts";
import type { Directory, DirectoryUser } from "../directory/directory.ts";
import { type Personas, personaNamed } from "../directory/persona.ts";
import type { RegistrationAuthority } from "../registration-authority/registration-authority.ts";
import { configurationOf, type Store } from "../../store/store.ts";
import { type AdoptionInput, adoptionSchema, issued, readAdoption } from "./adoption.ts";

/** What is trusted of a certificate that was not issued here, or by an authority that is not ours. */
export interface AdoptedCertificate {
  readonly userId: string;
  readonly purpose: CertificatePurpose;
}

export interface AdoptedCard {
  readonly serial: string;
  readonly userId: string;
  /** Who issued the authentication certificate, as it says itself. */
  readonly issuer: string;
  /** Whether the issuer was shown, and is trusted, or these certificates alone. */
  readonly trusts: "issuer" | "certificates";
  readonly roles: DirectoryUser["roles"];
}

export interface AdoptedCardsOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly directory: Directory;
  readonly registrationAuthority: RegistrationAuthority;
  readonly personas: Personas;
}

/** Cards from elsewhere that are good at this fake CIS2 until it is reset, and nowhere else. */
export class AdoptedCards {
  readonly #options: AdoptedCardsOptions;

  constructor(options: AdoptedCardsOptions) {
    this.#options = { ...options, store: configurationOf(options.store) };
  }

  /**
   * Trusts the card's issuer, or without one its certificates; enters the card into the register, and its holder into the
   * directory in the place of any user of that id. Rejects with CARD_NOT_ADOPTABLE and PERSONA_UNKNOWN.
   */
  async adopt(input: AdoptionInput): Promise<AdoptedCard> {
    const adoption = adoptionSchema.parse(input);
    const { store, directory, personas, registrationAuthority } = this.#options;
    const { user, roles, card } = personaNamed(personas, adoption.persona);
    const { issuers, ...onCard } = readAdoption(adoption);
    const userId = userIdOf(onCard.authentication);
    const certificates = [];
    for (const purpose of ["authentication", "signing"] as const) {
      const certificate = onCard[purpose];
      if (certificate === undefined) continue;
      await store.set(certificateKey(certificate.der), { userId, purpose } satisfies AdoptedCertificate);
      certificates.push({ purpose, serialNumber: certificate.serialNumber });
    }
    for (const { der } of issuers) await store.include(issuersKey, Buffer.from(der).toString("base64"));
    const { serial, series, givenName, familyName } = adoption;
    const email = `${userId}@adopted.cis2-testkit.invalid`;
    if (user.registered) {
      await directory.put({ ...user, userId, title: "", givenName, middleNames: undefined, familyName, email }, roles);
    }
    await registrationAuthority.register({ serial, series, userId, certificates, allowSecondActiveCard: true });
    if (card.state === "cancelled") await registrationAuthority.cancel(serial);
    if (card.certificate.revoked) for (const one of certificates) await registrationAuthority.revoke(one.serialNumber);
    const held = (await directory.find(userId))?.roles ?? [];
    const trusts = issuers.length > 0 ? "issuer" : "certificates";
    return { serial, userId, issuer: onCard.authentication.issuer, trusts, roles: held };
  }

  /** What was adopted of a certificate, by itself or by its issuer; undefined of a stranger's. */
  async find(certificate: Certificate): Promise<AdoptedCertificate | undefined> {
    const known = (await this.#options.store.get(certificateKey(certificate.der))) as AdoptedCertificate | undefined;
    if (known !== undefined) return known;
    const now = this.#options.clock.now();
    const issuers = (await this.#options.store.members(issuersKey)).map((der) =>
      parseCertificate(Buffer.from(der, "base64")),
    );
    const issuer = issuers.find((one) => issued(one, certificate) && validityAt(one, now) === "valid");
    if (issuer === undefined) return undefined;
    const purpose = certificate.keyUsage.has("nonRepudiation") ? "signing" : "authentication";
    return { userId: userIdOf(certificate), purpose };
  }
}

const issuersKey = "AdoptedIssuers";

function certificateKey(der: Uint8Array): string {
  return `AdoptedCertificate:${createHash("sha256").update(der).digest("hex")}`;
}

/** The common name if it is a user id, 12 digits, as on NHS cards; else one made from the subject, always the same. */
function userIdOf({ commonName = "", subject }: Certificate): string {
  if (/^\d{12}$/.test(commonName)) return commonName;
  const digest = createHash("sha256").update(subject).digest();
  return `999${String(digest.readUIntBE(0, 6) % 1_000_000_000).padStart(9, "0")}`;
}
