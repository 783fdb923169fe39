import {
  CertificateObject,
  decodeApplicationDirectory,
  decodeDirectoryFile,
  Pkcs15KeyUsage,
  ObjectDirectoryEntry,
  PinFlag,
  PinObject,
  RsaKeyObject,
  type OctetString,
  type Path,
} from "../../../pkcs15/index.ts";
import { malformedAnswer, readingAnswer } from "../card-errors.ts";
import { decodeTlv, decodeTlvs, findTlv } from "../../../iso7816/index.ts";
import type { CertificatePurpose } from "../../../pki/index.ts";
import type { CardFiles } from "./card-files.ts";
import { applicationDirectory, authenticApplication, objectDirectory, tokenInformation } from "./series8-constants.ts";

/** A private key and the certificate that goes with it. */
export interface TokenCredential {
  readonly keyReference: number;
  /** In bits. */
  readonly modulusLength: number;
  readonly certificatePath: Uint8Array;
}

/** What a PKCS #15 application says is on the card. */
export interface TokenDirectory {
  /** The path of the application's directory, from the MF on. */
  readonly application: Uint8Array;
  readonly credentials: Readonly<Partial<Record<CertificatePurpose, TokenCredential>>>;
  /** The PIN that protects the private keys. */
  readonly passcode: PinObject;
}

/** Finds keys, certificates and passcode by way of EF.DIR and the object directory file (PKCS #15 v1.1, 5.5 and 6). */
export async function readTokenDirectory(files: CardFiles): Promise<TokenDirectory> {
  const application = await applicationPath(files);
  const objects = await read(files, Buffer.concat([application, objectDirectory]), ObjectDirectoryEntry, "any");
  const directory = (kind: keyof ObjectDirectoryEntry) =>
    objects.map((entry) => entry[kind]).filter((path) => path !== undefined);
  const entries = async <T extends object>(kind: keyof ObjectDirectoryEntry, type: new () => T): Promise<T[]> => {
    const lists: (readonly T[])[] = [];
    for (const path of directory(kind)) lists.push(await read(files, absolute(path, application), type));
    return lists.flat();
  };
  const pins = await entries("authObjects", PinObject);
  const keys = await entries("privateKeys", RsaKeyObject);
  const certificates = await entries("certificates", CertificateObject);
  const credential = (purpose: CertificatePurpose): TokenCredential | undefined => {
    const key = keys.find(({ classAttributes: { usage } }) => purposeOf(usage.toNumber()) === purpose);
    const certificate = certificates.find(({ classAttributes: { iD } }) => isSame(iD, key?.classAttributes.iD));
    const keyReference = key?.classAttributes.keyReference;
    if (key === undefined || certificate === undefined || keyReference === undefined) return undefined;
    const certificatePath = absolute(certificate.typeAttributes.value, application);
    return { keyReference, modulusLength: key.typeAttributes.modulusLength, certificatePath };
  };
  const [authentication, signing] = [credential("authentication"), credential("signing")];
  return {
    application,
    credentials: { ...(authentication && { authentication }), ...(signing && { signing }) },
    passcode: passcodeOf(pins, keys),
  };
}

/** The card's serial number, by its token information: SEQUENCE { version, serialNumber, ... } (PKCS #15 v1.1, 6.9). */
export async function readSerialNumber(files: CardFiles): Promise<Uint8Array> {
  const content = await files.readDer(Buffer.concat([await applicationPath(files), tokenInformation]));
  return readingAnswer("READ BINARY", () => {
    const serial = findTlv(decodeTlvs(decodeTlv(content).value), 0x04);
    if (serial === undefined || serial.length === 0) throw new RangeError("the token information has no serial number");
    return serial;
  });
}

/** A key that makes binding signatures is for signing; one that makes signatures otherwise, for authentication. */
function purposeOf(usage: number): CertificatePurpose | undefined {
  if ((usage & Pkcs15KeyUsage.nonRepudiation) !== 0) return "signing";
  return (usage & Pkcs15KeyUsage.sign) === 0 ? undefined : "authentication";
}

function passcodeOf(pins: readonly PinObject[], keys: readonly RsaKeyObject[]): PinObject {
  const ordinary = pins.filter(
    ({ typeAttributes: { pinFlags } }) => (pinFlags.toNumber() & (PinFlag.soPin | PinFlag.unblockingPin)) === 0,
  );
  const protecting = ordinary.find(({ classAttributes: { authId } }) =>
    keys.some(({ commonObjectAttributes }) => isSame(authId, commonObjectAttributes.authId)),
  );
  const passcode = protecting ?? ordinary[0];
  if (passcode === undefined) throw malformedAnswer("READ BINARY", "the card's directory names no passcode");
  return passcode;
}

/** The directory of the AuthentIC application, or of the first one there is, by EF.DIR. */
async function applicationPath(files: CardFiles): Promise<Uint8Array> {
  const content = await files.read(applicationDirectory);
  const templates = readingAnswer("READ BINARY", () => decodeApplicationDirectory(content));
  const own = templates.find(({ aid }) => Buffer.compare(aid, authenticApplication) === 0) ?? templates[0];
  if (own?.path === undefined) throw malformedAnswer("READ BINARY", "EF.DIR names no directory of an application");
  return own.path;
}

async function read<T extends object>(
  files: CardFiles,
  path: Uint8Array,
  type: new () => T,
  tags?: "any",
): Promise<readonly T[]> {
  const content = await files.read(path);
  return readingAnswer("READ BINARY", () => decodeDirectoryFile(content, type, tags));
}

/** A path that does not begin at the MF begins at the application's directory. */
function absolute({ efidOrPath }: Path, application: Uint8Array): Uint8Array {
  const path = new Uint8Array(efidOrPath.buffer);
  return path[0] === 0x3f && path[1] === 0x00 ? path : Buffer.concat([application, path]);
}

function isSame(one: OctetString, other: OctetString | undefined): boolean {
  return other !== undefined && Buffer.compare(Buffer.from(one.buffer), Buffer.from(other.buffer)) === 0;
}
