/** What was read of the certificates that were asked for last, by their bytes. */
export class RememberedCertificates<Read> {
  readonly #limit: number;
  /** In bytes; one that is longer is read each time, so that what is kept is bounded. */
  readonly #longest = 8192;
  readonly #kept = new Map<string, Read>();

  constructor(limit = 256) {
    this.#limit = limit;
  }

  /** What `read` makes of a copy of these bytes; throws as it does, each time. */
  get(der: Uint8Array, read: (der: Uint8Array) => Read): Read {
    if (der.length > this.#longest) return read(der);
    const key = Buffer.from(der.buffer, der.byteOffset, der.byteLength).toString("latin1");
    const certificate = this.#kept.get(key) ?? read(Uint8Array.from(der));
    // Put in again, so that the first of the map is the one not asked for the longest.
    this.#kept.delete(key);
    this.#kept.set(key, certificate);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > this.#limit && oldest !== undefined) this.#kept.delete(oldest);
    return certificate;
  }
}
