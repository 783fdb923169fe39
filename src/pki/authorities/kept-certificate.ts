import { createHash, type KeyObject } from "node:crypto";
import type { KeyStore } from "../keys/key-store.ts";
import { isCertificate, type Authority } from "./authority.ts";

/** Raise it with each change of how certificates are laid out: those that were kept before are then made again. */
const layoutVersion = 1;

export interface KeptCertificate {
  /** Of the file: the certificate that was kept last under it is replaced if it is for something else. */
  readonly name: string;
  readonly authority: Authority;
  readonly publicKey: KeyObject;
  /** All else that the certificate follows from. */
  readonly content: object;
}

/** A certificate as DER that an earlier run made for the same, or one that `make` makes now. */
export async function keptCertificate(
  keys: Pick<KeyStore, "kept">,
  { name, authority, publicKey, content }: KeptCertificate,
  make: () => Promise<Uint8Array>,
): Promise<Uint8Array> {
  const spki = publicKey.export({ type: "spki", format: "der" });
  const digest = createHash("sha256")
    .update(JSON.stringify([layoutVersion, content, spki.toString("hex"), Buffer.from(authority.der).toString("hex")]))
    .digest();
  const kept = await keys.kept(
    `${name}.certificate`,
    async () => Buffer.concat([digest, await make()]),
    (bytes) =>
      digest.equals(bytes.subarray(0, digest.length)) &&
      isCertificate(bytes.subarray(digest.length), publicKey, authority.publicKey),
  );
  return Uint8Array.from(kept.subarray(digest.length));
}
