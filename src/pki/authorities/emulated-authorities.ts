import { X509Certificate } from "node:crypto";
import type { Clock } from "../../foundation/clock.ts";
import { secureRandom, type Random } from "../../foundation/random.ts";
import type { TrustedAuthorities } from "../checks/chain.ts";
import type { CertificatePurpose } from "../checks/purpose.ts";
import type { KeyStore } from "../keys/key-store.ts";
import { Authority, type RevokedEntry } from "./authority.ts";
import {
  authenticationLayout,
  signingLayout,
  type AuthenticationCertificateOptions,
  type SigningCertificateOptions,
} from "./smartcard-certificates.ts";

export interface EmulatedAuthoritiesOptions {
  keys: Pick<KeyStore, "keyPair"> & Partial<Pick<KeyStore, "kept">>;
  clock: Clock;
  random?: Random;
}

const dayMs = 24 * 60 * 60 * 1000;

type KeySource = EmulatedAuthoritiesOptions["keys"];

interface Hierarchy {
  readonly root: Authority;
  readonly authentication: Authority;
  readonly signing: Authority;
}

/** The same keys make the same authorities, so that they are made once for each key store. */
const hierarchies = new WeakMap<KeySource, Promise<Hierarchy>>();

async function createHierarchy(keys: KeySource): Promise<Hierarchy> {
  const [rootKeys, authenticationKeys, signingKeys] = await Promise.all(
    ["root", "authentication", "signing"].map((name) => keys.keyPair(`authority-${name}`, "rsa-2048")),
  );
  if (!rootKeys || !authenticationKeys || !signingKeys) throw new TypeError("an authority has no key");
  const keep = keys.kept?.bind(keys);
  const root = await Authority.create(name("NHS Root Authority G2"), rootKeys, { keep });
  const [authentication, signing] = await Promise.all([
    Authority.create(name("NHS Authentication G2"), authenticationKeys, { issuer: root, keep }),
    Authority.create(name("NHS Signing G2"), signingKeys, { issuer: root, keep }),
  ]);
  return { root, authentication, signing };
}

/**
 * A root, and below it an authority for authentication and one for signing certificates, with the same relation as the
 * live NHS G2 authorities (NHS PKI certificate information page). Their names say that they are emulated.
 */
export class EmulatedAuthorities {
  readonly root: Authority;
  readonly authentication: Authority;
  readonly signing: Authority;
  readonly #clock: Clock;
  readonly #random: Random;

  private constructor({ root, authentication, signing }: Hierarchy, clock: Clock, random: Random) {
    this.root = root;
    this.authentication = authentication;
    this.signing = signing;
    this.#clock = clock;
    this.#random = random;
  }

  static async create({ keys, clock, random = secureRandom }: EmulatedAuthoritiesOptions) {
    const hierarchy = hierarchies.get(keys) ?? createHierarchy(keys);
    hierarchies.set(keys, hierarchy);
    return new EmulatedAuthorities(await hierarchy, clock, random);
  }

  /** The certificates a verifier of smartcard certificates trusts. */
  get trusted(): TrustedAuthorities {
    const { root, authentication, signing } = this;
    return {
      get root() {
        return root.certificate;
      },
      get intermediates() {
        return [authentication.certificate, signing.certificate];
      },
    };
  }

  /** The same as PEM, the root first, for a server that asks for a client certificate. */
  get pem(): readonly string[] {
    return [this.root, this.authentication, this.signing].map(({ der }) => new X509Certificate(der).toString());
  }

  /** A certificate for a card's authentication key, as DER. */
  issueAuthenticationCertificate(options: AuthenticationCertificateOptions): Promise<Uint8Array> {
    return this.authentication.issue(
      authenticationLayout(options)({
        serialNumber: options.serialNumber ?? this.#serialNumber(),
        revocationListUrl: revocationListUrl("authentication"),
      }),
    );
  }

  /** A certificate for a card's signing (content commitment) key, as DER. */
  issueSigningCertificate(options: SigningCertificateOptions): Promise<Uint8Array> {
    return this.signing.issue(
      signingLayout(options)({
        serialNumber: options.serialNumber ?? this.#serialNumber(),
        revocationListUrl: revocationListUrl("signing"),
      }),
    );
  }

  /** The revocation list of one of the issuing authorities as of now, good for one day, as DER. */
  revocationList(purpose: CertificatePurpose, revoked: Iterable<RevokedEntry>): Promise<Uint8Array> {
    const now = this.#clock.now();
    return this[purpose].revocationList(revoked, now, new Date(now.getTime() + dayMs));
  }

  #serialNumber(): string {
    const bytes = this.#random.bytes(16);
    // Positive and without a leading zero byte, so that it is written with the same digits everywhere.
    return Buffer.from([((bytes[0] ?? 0) & 0x3f) | 0x40, ...bytes.subarray(1)]).toString("hex");
  }
}

function name(commonName: string): string {
  return `C=GB, O=nhs, OU=CA, CN=EMULATED ${commonName}`;
}

function revocationListUrl(authority: string): string {
  return `http://crl.cis2-testkit.invalid/${authority}.crl`;
}
