import { parseCertificate, type Certificate } from "./certificate.ts";

/**
 * Reads certificates, and keeps those it read last: what bytes say never changes. Whether a certificate holds does, and is
 * for the checks to find out each time.
 */
export class CertificateReader {
  readonly #limit: number;
  readonly #kept = new Map<string, Certificate>();

  constructor(limit = 256) {
    this.#limit = limit;
  }

  /** As {@link parseCertificate}; throws as it does, each time. */
  read(der: Uint8Array): Certificate {
    const key = Buffer.from(der.buffer, der.byteOffset, der.byteLength).toString("latin1");
    const certificate = this.#kept.get(key) ?? parseCertificate(der);
    // Put in anew, so that the first of the map is the one not asked for the longest.
    this.#kept.delete(key);
    this.#kept.set(key, certificate);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > this.#limit && oldest !== undefined) this.#kept.delete(oldest);
    return certificate;
  }
}
