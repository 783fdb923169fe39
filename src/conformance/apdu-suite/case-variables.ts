import type { Series8Layout } from "../../client/index.ts";
import { toHex } from "../../iso7816/index.ts";
import type { KeyAlgorithm } from "../../pki/index.ts";
import { encodeTlv } from "../../iso7816/index.ts";

/** What the suite has to know of the card it is pointed at. */
export interface CardUnderTest {
  readonly passcode: string;
  /** Cases that need it are not applicable without. */
  readonly puk?: string | undefined;
  /** The asymmetric keys on the card: of PIV cards by reference, e.g. `{ "9A": "rsa-2048" }`, of series 8 ones by purpose. */
  readonly keys: Readonly<Record<string, KeyAlgorithm>>;
  readonly administrationKey?: { readonly algorithmId: number; readonly cipher: string; readonly key: Uint8Array };
  /** How the reader reaches the card; contact unless given. */
  readonly interface?: "contact" | "contactless";
  /** Where a series 8 card has its things; a PIV card has none. */
  readonly layout?: Series8Layout;
}

const algorithmIds: Readonly<Record<KeyAlgorithm, string>> = {
  "rsa-2048": "07",
  "rsa-3072": "05",
  "p-256": "11",
  "p-384": "14",
};
const sizes: Readonly<Record<KeyAlgorithm, number>> = { "rsa-2048": 256, "rsa-3072": 384, "p-256": 32, "p-384": 48 };

/**
 * Puts values in the place of `${...}`: `pin`, `puk`, `newPin`, `wrongPin`, `wrongPuk` padded as the card has them;
 * `algorithm:9A` and `sign:9A` the algorithm and a signature template for the key; on series 8 `reference` of the passcode,
 * `application` its path, `certificate:signing` and `key:signing` the path and key reference of a purpose; a remembered
 * status word by its name, and by `name-1` with one try less.
 */
export function fillIn(text: string, card: CardUnderTest, remembered: ReadonlyMap<string, string>): string {
  return text.replace(/\$\{([^}]+)\}/g, (_, name: string) => {
    const [kind = "", reference = ""] = name.split(":");
    const algorithm = card.keys[reference];
    const known = remembered.get(name.replace(/-1$/, ""));
    if (known !== undefined) return name.endsWith("-1") ? oneLess(known) : known;
    if (kind === "algorithm" && algorithm !== undefined) return algorithmIds[algorithm];
    if (kind === "sign" && algorithm !== undefined) return toHex(signatureTemplate(algorithm));
    const place = card.layout && placeOf(card.layout, kind, reference);
    if (place !== undefined) return place;
    const pin = pins(card)[kind];
    if (pin === undefined) throw new RangeError(`the script names \${${name}}, which is not known`);
    return pin;
  });
}

/** Keys of the application have references with this bit; commands leave it out. */
const localKey = 0x80;

function placeOf(
  { application, credentials, passcode }: Series8Layout,
  kind: string,
  name: string,
): string | undefined {
  const credential = name === "authentication" || name === "signing" ? credentials[name] : undefined;
  if (kind === "reference") return toHex(Uint8Array.of(passcode.reference));
  if (kind === "application") return toHex(application);
  if (kind === "certificate") return credential && toHex(credential.certificatePath);
  if (kind === "key") return credential && toHex(Uint8Array.of(credential.keyReference & ~localKey));
  return undefined;
}

function pins({ passcode, puk, layout }: CardUnderTest): Readonly<Record<string, string>> {
  const { paddedLength, padding } = layout?.passcode ?? { paddedLength: 8, padding: 0xff };
  const padded = (text: string) =>
    toHex(Buffer.from(text.padEnd(paddedLength, String.fromCharCode(padding)), "latin1"));
  const other = (text: string) => text.replace(/\d/g, (digit) => String((Number(digit) + 1) % 10));
  return {
    pin: padded(passcode),
    wrongPin: padded(other(passcode)),
    newPin: padded(other(other(passcode))),
    ...(puk === undefined ? {} : { puk: padded(puk), wrongPuk: padded(other(puk)) }),
  };
}

function oneLess(sw: string): string {
  return (Number.parseInt(sw, 16) - 1).toString(16).toUpperCase();
}

/** A hash for elliptic-curve keys; for RSA a block with the padding of PKCS #1 v1.5, which the host puts on. */
function signatureTemplate(algorithm: KeyAlgorithm): Uint8Array {
  const size = sizes[algorithm];
  const padding = Buffer.concat([Buffer.of(0, 1), Buffer.alloc(Math.max(0, size - 54), 0xff), Buffer.of(0)]);
  const block = algorithm.startsWith("rsa") ? Buffer.concat([padding, Buffer.alloc(51, 0x5a)]) : Buffer.alloc(32, 0x5a);
  return encodeTlv(0x7c, [encodeTlv(0x82, []), encodeTlv(0x81, block)]);
}
