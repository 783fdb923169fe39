import type { Clock } from "../../foundation/clock.ts";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import {
  canonicalSerialNumber,
  type CertificatePurpose,
  type CertificateStatus,
  type EmulatedAuthorities,
  parseRevocationList,
  type RevocationList,
  type RevocationReason,
} from "../../pki/index.ts";
import { configurationOf, type Store } from "../../store/store.ts";
import type { CardRegister } from "./card-register.ts";

export interface RevocationsOptions {
  readonly store: Store;
  readonly authorities: EmulatedAuthorities;
  readonly clock: Clock;
  readonly register: CardRegister;
}

/** A revocation list as published (DER), and read. */
export interface PublishedList {
  readonly der: Uint8Array;
  readonly list: RevocationList;
}

/** A list, with what it was made from. */
interface KeptList extends PublishedList {
  readonly entries: string;
}

/** A clock that is put to and fro, and a reset, ask for earlier lists again. */
const keptLists = 8;

interface Revocation {
  /** Hexadecimal, lower case. */
  readonly serialNumber: string;
  readonly purpose: CertificatePurpose;
  /** ISO 8601. */
  readonly at: string;
  readonly reason: RevocationReason;
}

/** Which certificates were revoked, and the two ways to tell the world: revocation lists (RFC 5280) and OCSP (RFC 6960). */
export class Revocations {
  readonly #options: RevocationsOptions;
  #published: readonly KeptList[] = [];

  constructor(options: RevocationsOptions) {
    this.#options = { ...options, store: configurationOf(options.store) };
  }

  /**
   * Revokes a certificate by its number; one of no card known counts as an authentication certificate. A second call changes
   * nothing. Rejects with REQUEST_MALFORMED if it is no serial number.
   */
  async revoke(serialNumber: string, reason: RevocationReason): Promise<void> {
    const { store, clock, register } = this.#options;
    const number = canonicalSerialNumber(serialNumber);
    if (number === undefined) throw new TestkitError("REQUEST_MALFORMED", { reason: "that is no serial number" });
    const { purpose = "authentication" } = (await register.certificate(number)) ?? {};
    const revocation: Revocation = { serialNumber: number, purpose, at: clock.now().toISOString(), reason };
    if (await store.add(`Revocation:${number}`, revocation)) await store.include("Revoked", number);
  }

  async find(serialNumber: string): Promise<Revocation | undefined> {
    const number = canonicalSerialNumber(serialNumber);
    if (number === undefined) return undefined;
    return (await this.#options.store.get(`Revocation:${number}`)) as Revocation | undefined;
  }

  /** The list of one of the issuing authorities that holds now. */
  async list(purpose: CertificatePurpose): Promise<PublishedList> {
    const { store, authorities } = this.#options;
    const numbers = (await store.members("Revoked")).sort();
    const found = await Promise.all(numbers.map((number) => this.find(number)));
    const revoked = found.filter((one) => one?.purpose === purpose).filter((one) => one !== undefined);
    const entries = JSON.stringify([purpose, revoked]);
    const published = this.#published.find((one) => one.entries === entries && this.#isCurrent(one.list));
    if (published) return published;
    const der = await authorities.revocationList(
      purpose,
      revoked.map(({ at, ...entry }) => ({ ...entry, revocationDate: new Date(at) })),
    );
    const list = await parseRevocationList(der, authorities[purpose].certificate);
    this.#published = [{ entries, der, list }, ...this.#published].slice(0, keptLists);
    return { der, list };
  }

  /** The DER answer to a DER OCSP request. */
  async ocsp(request: Uint8Array): Promise<Uint8Array> {
    const { answerOcsp } = await import("../../pki/ocsp/answer-ocsp.ts");
    const { authorities, clock } = this.#options;
    const { authentication, signing } = authorities;
    return answerOcsp(request, {
      authorities: [authentication, signing],
      statusOf: (authority, number) => this.#status(authority === signing ? "signing" : "authentication", number),
      now: clock.now(),
    });
  }

  async #status(purpose: CertificatePurpose, serialNumber: string): Promise<CertificateStatus> {
    const revocation = await this.find(serialNumber);
    if (revocation?.purpose === purpose) return { revokedAt: new Date(revocation.at), reason: revocation.reason };
    const issued = await this.#options.register.certificate(serialNumber);
    return issued?.purpose === purpose ? "good" : "unknown";
  }

  #isCurrent({ thisUpdate, nextUpdate }: RevocationList): boolean {
    const now = this.#options.clock.now();
    return thisUpdate <= now && (nextUpdate === undefined || now < nextUpdate);
  }
}
