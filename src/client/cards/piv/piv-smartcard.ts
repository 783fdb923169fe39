import { createHash, type KeyObject } from "node:crypto";
import { TestkitError } from "../../../foundation/errors/testkit-error.ts";
import { Instruction, StatusWord, toHex, triesLeft } from "../../../iso7816/index.ts";
import type { CardChannel } from "../card-channel.ts";
import type { LabelledCommand } from "../../../iso7816/index.ts";
import { malformedAnswer, passcodeError, readingAnswer, unexpectedAnswer } from "../card-errors.ts";
import { notRelayed } from "../relayed-commands.ts";
import { rawEcdsaSignature } from "../ecdsa-signature.ts";
import { checkNewPasscode, withPasscodeBlock, withPasscodeBlocks, type PasscodeForm } from "../passcode-block.ts";
import { readCardCertificate, pkcs1Block, signatureAlgorithmOf } from "../signature-algorithms.ts";
import type { CertificatePurpose } from "../../../pki/index.ts";
import type { PasscodeBlock, SignatureAlgorithm, Smartcard } from "../smartcard.ts";
import { isPivAdministration } from "./piv-administration.ts";
import {
  decodeCapabilityIdentifier,
  decodeCardIdentifier,
  decodeCertificateObject,
  decodePinReference,
  decodeSignatureResponse,
  encodeSignatureRequest,
  encodeTagList,
} from "./piv-codec.ts";
import {
  capabilityContainerObject,
  cardIdentifierObject,
  discoveryObject,
  ecIdentifiers,
  fieldBytes,
  pinReference,
  pukReference,
  rsaIdentifiers,
  standardSlots,
  spareSlots,
} from "./piv-constants.ts";

const passcodeForm: PasscodeForm = {
  shortest: 6,
  longest: 8,
  digitsOnly: true,
  paddedLength: 8,
  padding: 0xff,
  expected: "6 to 8 digits",
};
const wholeAnswer = 256;
const fingerprintBytes = 16;
const emptyObject = "5300";

/** Where the card's pair is. Without an authentication certificate there is none. */
interface ActiveSlots {
  readonly place: typeof standardSlots;
  readonly authentication?: Uint8Array;
}

/** A selected PIV application (NIST SP 800-73-5 part 2). */
export class PivSmartcard implements Smartcard {
  readonly series = 9;
  readonly driver = "PIV";
  readonly #channel: CardChannel;
  readonly #publicKeys = new Map<CertificatePurpose, KeyObject>();
  #inUse: ActiveSlots | undefined;
  #pinReference: number | undefined;

  constructor(channel: CardChannel) {
    this.#channel = channel;
  }

  async readSerial(): Promise<string> {
    const data = await this.#object(cardIdentifierObject);
    if (data === undefined) return this.#serialWithoutIdentifier();
    return toHex(readingAnswer("GET DATA", () => decodeCardIdentifier(data)));
  }

  /** Of a card without CHUID: the identifier in its CCC, or the head of the SHA-256 of its authentication certificate. */
  async #serialWithoutIdentifier(): Promise<string> {
    const { sw, data } = await this.#channel.send(getData(capabilityContainerObject));
    const isThere = sw === StatusWord.SUCCESS && toHex(data) !== emptyObject;
    const identifier = isThere ? readingAnswer("GET DATA", () => decodeCapabilityIdentifier(data)) : undefined;
    if (identifier !== undefined) return toHex(identifier);
    const digest = createHash("sha256")
      .update(await this.readCertificate("authentication"))
      .digest();
    return toHex(digest.subarray(0, fingerprintBytes));
  }

  async readCertificate(purpose: CertificatePurpose): Promise<Uint8Array> {
    const { place, authentication } = await this.#pairInUse();
    const der = purpose === "authentication" ? authentication : await this.#certificateIn(place[purpose].certificate);
    if (der === undefined) throw new TestkitError("CARD_WITHOUT_CERTIFICATE", { purpose });
    this.#publicKeys.set(purpose, readCardCertificate(der, "GET DATA").publicKey);
    return der;
  }

  async passcodeTriesLeft(): Promise<number | undefined> {
    const { sw } = await this.#verify();
    return triesLeft(sw);
  }

  async passcodeBlock(): Promise<PasscodeBlock> {
    const { paddedLength, padding } = passcodeForm;
    return { reference: await this.#passcodeReference(), pukReference, paddedLength, padding };
  }

  async verifyPasscode(passcode: string | Uint8Array): Promise<void> {
    const { sw } = await withPasscodeBlock(passcode, passcodeForm, (block) => this.#verify(block));
    if (sw !== StatusWord.SUCCESS) throw passcodeError(sw, "VERIFY", passcodeForm.expected);
  }

  async sign(purpose: CertificatePurpose, algorithm: SignatureAlgorithm, hash: Uint8Array): Promise<Uint8Array> {
    const publicKey = this.#publicKeys.get(purpose);
    if (publicKey === undefined) throw new Error(`the ${purpose} certificate has to be read before its key signs`);
    const { key } = (await this.#pairInUse()).place[purpose];
    if (algorithm === "ES256" || algorithm === "ES384") {
      if (signatureAlgorithmOf(publicKey) !== algorithm) throw notThisKey(algorithm);
      const der = await this.#generalAuthenticate(ecIdentifiers[algorithm], key, hash);
      return readingAnswer("GENERAL AUTHENTICATE", () => rawEcdsaSignature(der, fieldBytes[algorithm]));
    }
    const bits = publicKey.asymmetricKeyDetails?.modulusLength ?? 0;
    const identifier = rsaIdentifiers.get(bits);
    if (identifier === undefined) throw notThisKey(algorithm);
    const block = pkcs1Block(algorithm, hash, bits / 8);
    const signature = await this.#generalAuthenticate(identifier, key, block);
    if (signature.length !== block.length) {
      throw malformedAnswer("GENERAL AUTHENTICATE", `the signature has ${signature.length} bytes, not ${block.length}`);
    }
    return signature;
  }

  async changePasscode(current: string | Uint8Array, next: string | Uint8Array): Promise<void> {
    checkNewPasscode(next);
    const p2 = await this.#passcodeReference();
    const command = { name: "CHANGE REFERENCE DATA", cla: 0x00, ins: Instruction.CHANGE_REFERENCE_DATA, p1: 0x00, p2 };
    const { sw } = await withPasscodeBlocks([current, next], passcodeForm, (data) =>
      this.#channel.send({ ...command, data }),
    );
    if (sw !== StatusWord.SUCCESS) throw passcodeError(sw, command.name, passcodeForm.expected);
  }

  async relay(command: Uint8Array): Promise<Uint8Array> {
    if (!isPivAdministration(command)) throw notRelayed(command);
    // The command may switch the slots in use, so read them again.
    this.#inUse = undefined;
    return this.#channel.pass(command);
  }

  /** Finds the slots in use. Reads the authentication certificate as a side effect. */
  async #pairInUse(): Promise<ActiveSlots> {
    this.#inUse ??= (await this.#pairIn(standardSlots)) ?? (await this.#pairIn(spareSlots)) ?? { place: standardSlots };
    return this.#inUse;
  }

  async #pairIn(place: typeof standardSlots): Promise<ActiveSlots | undefined> {
    const authentication = await this.#certificateIn(place.authentication.certificate);
    return authentication && { place, authentication };
  }

  async #certificateIn(object: number): Promise<Uint8Array | undefined> {
    const data = await this.#object(object);
    return data && readingAnswer("GET DATA", () => decodeCertificateObject(data));
  }

  /** What the card answers for an object. Undefined if it is not there, or empty: cards that were never issued answer 53 00. */
  async #object(object: number): Promise<Uint8Array | undefined> {
    const { sw, data } = await this.#channel.send(getData(object));
    if (sw === StatusWord.FILE_NOT_FOUND) return undefined;
    if (sw !== StatusWord.SUCCESS) throw unexpectedAnswer("GET DATA", sw);
    return toHex(data) === emptyObject ? undefined : data;
  }

  async #verify(data?: Uint8Array) {
    const command = { cla: 0x00, ins: Instruction.VERIFY, p1: 0x00, p2: await this.#passcodeReference() };
    return this.#channel.send({ name: "VERIFY", ...command, data });
  }

  async #passcodeReference(): Promise<number> {
    this.#pinReference ??= await this.#readPinReference();
    return this.#pinReference;
  }

  /** Cards that give no discovery object have only the application's PIN. */
  async #readPinReference(): Promise<number> {
    const { sw, data } = await this.#channel.send(getData(discoveryObject));
    if (sw !== StatusWord.SUCCESS) return pinReference.application;
    return readingAnswer("GET DATA", () => decodePinReference(data));
  }

  async #generalAuthenticate(algorithm: number, key: number, data: Uint8Array): Promise<Uint8Array> {
    const command = { cla: 0x00, ins: Instruction.GENERAL_AUTHENTICATE, p1: algorithm, p2: key, le: wholeAnswer };
    const answer = await this.#channel.expect({
      name: "GENERAL AUTHENTICATE",
      ...command,
      data: encodeSignatureRequest(data),
    });
    return readingAnswer("GENERAL AUTHENTICATE", () => decodeSignatureResponse(answer));
  }
}

function getData(tag: number): LabelledCommand {
  const command = { cla: 0x00, ins: Instruction.GET_DATA_NAMED, p1: 0x3f, p2: 0xff, le: wholeAnswer };
  return { name: "GET DATA", ...command, data: encodeTagList(tag) };
}

function notThisKey(algorithm: SignatureAlgorithm): TestkitError {
  return new TestkitError("ALGORITHM_NOT_ALLOWED", { algorithm });
}
