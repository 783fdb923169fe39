import { createPublicKey } from "node:crypto";
import { fromHex } from "../../../iso7816/index.ts";
import {
  BitString,
  encodeApplicationTemplate,
  encodeDirectoryFile,
  encodeValue,
  Pkcs15KeyUsage,
  ObjectDirectoryEntry,
  OctetString,
  Path,
  TokenFlag,
  TokenInfo,
} from "../../../pkcs15/index.ts";
import type { CardCredential, CardHolderData } from "../../card-holder-data.ts";
import type { CardFile } from "./file-system/file.ts";
import { masterFile } from "./file-system/file-system.ts";
import { certificateObject, pinObjects, privateKeyObject, publicKeyObject } from "./pkcs15-objects.ts";
import { tokenSerialNumber } from "./token-serial-number.ts";
import type { Series8PairPlace, Series8Profile } from "./series8-profile.ts";

/** File identifiers that PKCS #15 and ISO/IEC 7816-4 lay down. */
const fixed = { directory: "2F00", objectDirectory: "5031", tokenInfo: "5032" } as const;

const authenticationUsage = {
  private: Pkcs15KeyUsage.sign | Pkcs15KeyUsage.decrypt,
  public: Pkcs15KeyUsage.verify | Pkcs15KeyUsage.encrypt,
};
const signingUsage = { private: Pkcs15KeyUsage.sign | Pkcs15KeyUsage.nonRepudiation, public: Pkcs15KeyUsage.verify };
/** An RSAPublicKey (RFC 8017, A.1.1) of 2048 bits with the exponent 65537. */
const publicKeySize = 270;
const none = new Uint8Array();

/**
 * The whole file tree of a card. Directory files for both places of a pair are written beforehand; the object directory
 * file names those of one, or of none while the card is blank. To point it elsewhere takes one command.
 */
export function pkcs15Files(profile: Series8Profile, data: CardHolderData): Record<string, CardFile> {
  const { layout } = profile;
  const application = masterFile + layout.application;
  const inApplication = (id: string) => application + id;
  const [first, second] = layout.places;
  return {
    [masterFile]: { type: "df", access: { create: "never", delete: "never", crypto: "never" } },
    [masterFile + fixed.directory]: permanent(padded(directoryOf(profile, application), layout.directorySize)),
    [application]: {
      type: "df",
      name: profile.aid,
      access: { create: "never", delete: "never", crypto: "pin" },
    },
    [inApplication(fixed.objectDirectory)]: owned(objectDirectoryOf(profile, data)),
    [inApplication(fixed.tokenInfo)]: permanent(encodeValue(tokenInfoOf(profile, data.serial))),
    [inApplication(layout.authenticationObjects)]: permanent(encodeDirectoryFile(pinObjects())),
    ...filesOf(first, profile, data),
    ...filesOf(second, profile),
  };
}

/** The files of one place: its directories, and a pair's certificates and public keys, or room for them. */
function filesOf(
  place: Series8PairPlace,
  { layout }: Series8Profile,
  credentials: Pick<CardHolderData, "authentication" | "signing"> = {},
): Record<string, CardFile> {
  const application = masterFile + layout.application;
  const inApplication = (id: string) => application + id;
  const pathOf = (id: string) => fromHex(application + id);
  const keys = [
    { ...place.authentication, credential: credentials.authentication, usage: authenticationUsage },
    { ...place.signing, credential: credentials.signing, usage: signingUsage },
  ];
  const directory = (objects: Parameters<typeof encodeDirectoryFile>[0]) => permanent(encodeDirectoryFile(objects));
  return {
    [inApplication(place.privateKeys)]: directory(
      keys.map((key) => privateKeyObject(key, key.usage.private, fromHex(application))),
    ),
    [inApplication(place.publicKeys)]: directory(
      keys.map((key) => publicKeyObject(key, key.usage.public, pathOf(key.publicKey))),
    ),
    [inApplication(place.certificates)]: directory(keys.map((key) => certificateObject(key, pathOf(key.certificate)))),
    ...Object.fromEntries(
      keys.flatMap(({ credential, certificate, publicKey }) => [
        [inApplication(certificate), owned(padded(credential?.certificate ?? none, layout.certificateSize))],
        [inApplication(publicKey), owned(padded(publicKeyOf(credential), publicKeySize))],
      ]),
    ),
  };
}

/** Which directory files there are: of a blank card those of passcodes, with room for the rest. */
function objectDirectoryOf({ layout }: Series8Profile, data: CardHolderData): Uint8Array {
  const [place] = layout.places;
  const entry = (id: string) => new Path(fromHex(masterFile + layout.application + id));
  const whole = [
    new ObjectDirectoryEntry({ authObjects: entry(layout.authenticationObjects) }),
    new ObjectDirectoryEntry({ privateKeys: entry(place.privateKeys) }),
    new ObjectDirectoryEntry({ publicKeys: entry(place.publicKeys) }),
    new ObjectDirectoryEntry({ certificates: entry(place.certificates) }),
  ];
  const blank = data.authentication === undefined && data.signing === undefined;
  const { length } = encodeDirectoryFile(whole);
  return padded(encodeDirectoryFile(blank ? whole.slice(0, 1) : whole), length);
}

function publicKeyOf(credential: CardCredential | undefined): Uint8Array {
  return credential === undefined
    ? none
    : createPublicKey(credential.privateKey).export({ format: "der", type: "pkcs1" });
}

function directoryOf({ aid, label }: Series8Profile, application: string): Uint8Array {
  return encodeApplicationTemplate({ aid: fromHex(aid), label, path: fromHex(application) });
}

function tokenInfoOf({ label, manufacturer }: Series8Profile, serial: string): TokenInfo {
  return new TokenInfo({
    serialNumber: new OctetString(tokenSerialNumber(serial)),
    manufacturerID: manufacturer,
    label,
    tokenFlags: new BitString(TokenFlag.loginRequired | TokenFlag.prnGeneration),
  });
}

/** A file that the issuer wrote once. */
function permanent(content: Uint8Array): CardFile {
  return file(content, "never");
}

/** A file that may be written after the passcode was verified. */
function owned(content: Uint8Array): CardFile {
  return file(content, "pin");
}

function file(content: Uint8Array, update: "never" | "pin"): CardFile {
  const access = { read: "always", delete: "never", update, resize: "never" } as const;
  return { type: "ef", access, content: Buffer.from(content).toString("base64") };
}

/** Room for more, in zeros. Throws a RangeError if there is too little of it. */
function padded(content: Uint8Array, size: number): Uint8Array {
  if (content.length > size) throw new RangeError(`${content.length} bytes do not fit a file of ${size}`);
  const whole = new Uint8Array(size);
  whole.set(content);
  return whole;
}
