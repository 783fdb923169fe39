import type { Series8Layout } from "../../client/index.ts";
import { encodeTlv, toHex } from "../../iso7816/index.ts";
import type { KeyAlgorithm } from "../../pki/index.ts";
import type { CardholderSecrets, SecretName } from "../secrets/known-secrets.ts";
import type { AdministrationSecret } from "./administration-secret.ts";

/** What the suite has to know of the card it is pointed at. */
export interface CardUnderTest {
  readonly passcode: string;
  /** Cases that need it are not applicable without. */
  readonly puk?: string | undefined;
  /** The asymmetric keys on the card: of PIV cards by reference, e.g. `{ "9A": "rsa-2048" }`, of series 8 ones by purpose. */
  readonly keys: Readonly<Record<string, KeyAlgorithm>>;
  readonly administrationKey?: AdministrationSecret | undefined;
  /** How the reader reaches the card. Default: contact. */
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

/** How a PIV card's commands carry the passcode (SP 800-73-4, Part 2, 2.4.3), and which of them change the PUK. */
const pivBlock = { reference: 0x80, pukReference: 0x81, paddedLength: 8, padding: 0xff };

/** What the cases send as passcode and PUK, and how. */
export function secretsOf({ passcode, puk, layout }: CardUnderTest): CardholderSecrets {
  return { passcode, puk, block: layout?.passcode ?? pivBlock };
}

/** The same text with a number added to each digit: 9 becomes 0. Passcodes of tests are made so from the right one. */
function raised(text: string, by: number): string {
  return text.replace(/\d/g, (digit) => String((Number(digit) + by) % 10));
}

/** What a secret has become, said without the secret: as the right one changed, or as what a case sets by itself. */
export function changedSecretText(card: CardUnderTest, name: SecretName, current: Uint8Array): string {
  const { block } = secretsOf(card);
  const right = card[name] ?? "";
  const text = Buffer.from(current).toString("latin1").replaceAll(String.fromCharCode(block.padding), "");
  for (const by of [1, 2]) {
    if (text === raised(right, by)) return `the right one with ${by} added to each digit (9 becomes ${by - 1})`;
  }
  return /^\d{1,5}$/.test(text) ? text : "one that is not known";
}

function pins(card: CardUnderTest): Readonly<Record<string, string>> {
  const { passcode, puk, block } = secretsOf(card);
  const { paddedLength, padding } = block;
  const padded = (text: string) =>
    toHex(Buffer.from(text.padEnd(paddedLength, String.fromCharCode(padding)), "latin1"));
  return {
    pin: padded(passcode),
    wrongPin: padded(raised(passcode, 1)),
    newPin: padded(raised(passcode, 2)),
    ...(puk === undefined ? {} : { puk: padded(puk), wrongPuk: padded(raised(puk, 1)) }),
  };
}

function oneLess(sw: string): string {
  return (Number.parseInt(sw, 16) - 1).toString(16).toUpperCase();
}

/** A hash of the curve's size for elliptic-curve keys; for RSA a block with the padding of PKCS #1 v1.5, which the host adds. */
function signatureTemplate(algorithm: KeyAlgorithm): Uint8Array {
  const size = sizes[algorithm];
  const padding = Buffer.concat([Buffer.of(0, 1), Buffer.alloc(Math.max(0, size - 54), 0xff), Buffer.of(0)]);
  const block = algorithm.startsWith("rsa")
    ? Buffer.concat([padding, Buffer.alloc(51, 0x5a)])
    : Buffer.alloc(size, 0x5a);
  return encodeTlv(0x7c, [encodeTlv(0x82, []), encodeTlv(0x81, block)]);
}
