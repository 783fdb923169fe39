import { createPublicKey } from "node:crypto";
import { fromHex } from "../../../iso7816/index.ts";
import {
  BitString,
  encodeApplicationTemplate,
  encodeDirectoryFile,
  encodeValue,
  KeyUsage,
  ObjectDirectoryEntry,
  OctetString,
  Path,
  TokenFlag,
  TokenInfo,
} from "../../../pkcs15/index.ts";
import type { CardCredential, CardHolderData } from "../../personalise.ts";
import type { CardFile } from "./file-system/file.ts";
import { masterFile } from "./file-system/file-system.ts";
import { certificateObject, pinObjects, privateKeyObject, publicKeyObject } from "./pkcs15-objects.ts";
import type { Series8KeyPlace, Series8Profile } from "./series8-profile.ts";

/** File identifiers that PKCS #15 and ISO/IEC 7816-4 lay down. */
const fixed = { directory: "2F00", objectDirectory: "5031", tokenInfo: "5032" } as const;

interface Pair {
  readonly place: Series8KeyPlace;
  readonly credential: CardCredential;
  readonly usage: { readonly private: number; readonly public: number };
}

/** The whole file tree of a card: a blank one has all directory files, and nothing in those of keys and certificates. */
export function pkcs15Files(profile: Series8Profile, data: CardHolderData): Record<string, CardFile> {
  const { layout } = profile;
  const application = masterFile + layout.application;
  const pathOf = (id: string) => fromHex(application + id);
  const inApplication = (id: string) => application + id;
  const pairs = credentialsOf(profile, data);
  const entry = (id: string) => new Path(pathOf(id));
  return {
    [masterFile]: { type: "df", access: { create: "never", delete: "never", crypto: "never" } },
    [masterFile + fixed.directory]: permanent(padded(directoryOf(profile, application), layout.directorySize)),
    [application]: {
      type: "df",
      name: profile.aid,
      access: { create: "never", delete: "never", crypto: "pin" },
    },
    [inApplication(fixed.objectDirectory)]: permanent(
      encodeDirectoryFile([
        new ObjectDirectoryEntry({ authObjects: entry(layout.authenticationObjects) }),
        new ObjectDirectoryEntry({ privateKeys: entry(layout.privateKeys) }),
        new ObjectDirectoryEntry({ publicKeys: entry(layout.publicKeys) }),
        new ObjectDirectoryEntry({ certificates: entry(layout.certificates) }),
      ]),
    ),
    [inApplication(fixed.tokenInfo)]: permanent(encodeValue(tokenInfoOf(profile, data.serial))),
    [inApplication(layout.authenticationObjects)]: permanent(encodeDirectoryFile(pinObjects())),
    [inApplication(layout.privateKeys)]: owned(
      encodeDirectoryFile(
        pairs.map(({ place, usage }) => privateKeyObject(place, usage.private, fromHex(application))),
      ),
    ),
    [inApplication(layout.publicKeys)]: owned(
      encodeDirectoryFile(
        pairs.map(({ place, usage }) => publicKeyObject(place, usage.public, pathOf(place.publicKey))),
      ),
    ),
    [inApplication(layout.certificates)]: owned(
      encodeDirectoryFile(pairs.map(({ place }) => certificateObject(place, pathOf(place.certificate)))),
    ),
    ...Object.fromEntries(
      pairs.flatMap(({ place, credential: { certificate, privateKey } }) => [
        [inApplication(place.certificate), owned(padded(certificate, layout.certificateSize))],
        [inApplication(place.publicKey), owned(createPublicKey(privateKey).export({ format: "der", type: "pkcs1" }))],
      ]),
    ),
  };
}

function credentialsOf({ layout }: Series8Profile, { authentication, signing }: CardHolderData): Pair[] {
  const pairs: Pair[] = [];
  if (authentication !== undefined) {
    const usage = { private: KeyUsage.sign | KeyUsage.decrypt, public: KeyUsage.verify | KeyUsage.encrypt };
    pairs.push({ place: layout.authentication, credential: authentication, usage });
  }
  if (signing !== undefined) {
    const usage = { private: KeyUsage.sign | KeyUsage.nonRepudiation, public: KeyUsage.verify };
    pairs.push({ place: layout.signing, credential: signing, usage });
  }
  return pairs;
}

function directoryOf({ aid, label }: Series8Profile, application: string): Uint8Array {
  return encodeApplicationTemplate({ aid: fromHex(aid), label, path: fromHex(application) });
}

/** The serial number's digits as bytes where they are hexadecimal, so that tools print what is printed on the card. */
function tokenInfoOf({ label, manufacturer }: Series8Profile, serial: string): TokenInfo {
  const bytes = /^([0-9A-Fa-f]{2})+$/.test(serial) ? fromHex(serial) : Buffer.from(serial, "latin1");
  return new TokenInfo({
    serialNumber: new OctetString(bytes),
    manufacturerID: manufacturer,
    label,
    tokenFlags: new BitString(TokenFlag.loginRequired | TokenFlag.prnGeneration),
  });
}

/** A file that the issuer wrote once. */
function permanent(content: Uint8Array): CardFile {
  return file(content, "never");
}

/** A file that whoever verified the passcode may write. */
function owned(content: Uint8Array): CardFile {
  return file(content, "pin");
}

function file(content: Uint8Array, update: "never" | "pin"): CardFile {
  const access = { read: "always", delete: "never", update, resize: "never" } as const;
  return { type: "ef", access, content: Buffer.from(content).toString("base64") };
}

/** Room for more, in zeros. Throws a RangeError where there is too little of it. */
function padded(content: Uint8Array, size: number): Uint8Array {
  if (content.length > size) throw new RangeError(`${content.length} bytes do not fit a file of ${size}`);
  const whole = new Uint8Array(size);
  whole.set(content);
  return whole;
}
