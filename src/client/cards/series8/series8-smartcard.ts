import { TestkitError } from "../../../foundation/errors/testkit-error.ts";
import { encodeTlv, Instruction, StatusWord, toHex, triesLeft } from "../../../iso7816/index.ts";
import { PinType, type PinObject } from "../../../pkcs15/index.ts";
import type { CardChannel } from "../card-channel.ts";
import { malformedAnswer, passcodeError } from "../card-errors.ts";
import { checkNewPasscode, withPasscodeBlock, withPasscodeBlocks, type PasscodeForm } from "../passcode-block.ts";
import { notRelayed } from "../relayed-commands.ts";
import { isSeries8Administration } from "./series8-administration.ts";
import { digestInfo, readCardCertificate } from "../signature-algorithms.ts";
import type { CertificatePurpose } from "../../../pki/index.ts";
import type { PasscodeBlock, SignatureAlgorithm, Smartcard } from "../smartcard.ts";
import { CardFiles } from "./card-files.ts";
import { readSerialNumber, readTokenDirectory, type TokenCredential, type TokenDirectory } from "./token-directory.ts";

const setForComputation = 0x41;
const digitalSignatureTemplate = 0xb6;
const rsaPkcs1 = 0x11;
/** Keys of the application have references with this bit; the command leaves it out. */
const localKey = 0x80;
const wholeAnswer = 256;
const longestPadding = 64;

/** A selected AuthentIC application, whose keys and certificates are where its PKCS #15 files say. */
export class Series8Smartcard implements Smartcard {
  readonly series = 8;
  readonly driver = "AuthentIC";
  readonly #channel: CardChannel;
  readonly #files: CardFiles;
  #directory: TokenDirectory | undefined;

  constructor(channel: CardChannel) {
    this.#channel = channel;
    this.#files = new CardFiles(channel);
  }

  async readSerial(): Promise<string> {
    return toHex(await readSerialNumber(this.#files));
  }

  async readCertificate(purpose: CertificatePurpose): Promise<Uint8Array> {
    const { certificatePath } = await this.#credential(purpose);
    const der = await this.#files.readDer(certificatePath);
    readCardCertificate(der, "READ BINARY");
    return der;
  }

  async passcodeTriesLeft(): Promise<number | undefined> {
    const { passcode } = await this.#tokenDirectory();
    const { sw } = await this.#verify(passcode);
    return triesLeft(sw);
  }

  async passcodeBlock(): Promise<PasscodeBlock> {
    const { passcode } = await this.#tokenDirectory();
    const { paddedLength, padding } = formOf(passcode);
    return { reference: passcode.typeAttributes.pinReference & 0xff, paddedLength, padding };
  }

  async verifyPasscode(passcode: string | Uint8Array): Promise<void> {
    const { passcode: reference } = await this.#tokenDirectory();
    const form = formOf(reference);
    const { sw } = await withPasscodeBlock(passcode, form, (block) => this.#verify(reference, block));
    if (sw !== StatusWord.SUCCESS) throw passcodeError(sw, "VERIFY", form.expected);
  }

  /** Selects no file: a card may forget the passcode when one is selected. */
  async sign(purpose: CertificatePurpose, algorithm: SignatureAlgorithm, hash: Uint8Array): Promise<Uint8Array> {
    const { keyReference, modulusLength } = await this.#credential(purpose);
    if (algorithm !== "RS256" && algorithm !== "RS1") throw new TestkitError("ALGORITHM_NOT_ALLOWED", { algorithm });
    await this.#channel.expect({
      name: "MANAGE SECURITY ENVIRONMENT",
      cla: 0x00,
      ins: Instruction.MANAGE_SECURITY_ENVIRONMENT,
      p1: setForComputation,
      p2: digitalSignatureTemplate,
      data: Buffer.concat([
        encodeTlv(0x80, Uint8Array.of(rsaPkcs1)),
        encodeTlv(0x83, Uint8Array.of(keyReference & ~localKey)),
      ]),
    });
    const name = "PERFORM SECURITY OPERATION";
    const command = { cla: 0x00, ins: Instruction.PERFORM_SECURITY_OPERATION, p1: 0x9e, p2: 0x9a, le: wholeAnswer };
    const signature = await this.#channel.expect({ name, ...command, data: digestInfo(algorithm, hash) });
    if (signature.length !== modulusLength / 8) {
      throw malformedAnswer(name, `the signature has ${signature.length} bytes, not ${modulusLength / 8}`);
    }
    return signature;
  }

  async changePasscode(current: string | Uint8Array, next: string | Uint8Array): Promise<void> {
    checkNewPasscode(next);
    const { passcode } = await this.#tokenDirectory();
    const form = formOf(passcode);
    const p2 = passcode.typeAttributes.pinReference & 0xff;
    const command = { name: "CHANGE REFERENCE DATA", cla: 0x00, ins: Instruction.CHANGE_REFERENCE_DATA, p1: 0x00, p2 };
    const { sw } = await withPasscodeBlocks([current, next], form, (data) => this.#channel.send({ ...command, data }));
    if (sw !== StatusWord.SUCCESS) throw passcodeError(sw, command.name, form.expected);
  }

  async relay(command: Uint8Array): Promise<Uint8Array> {
    if (!isSeries8Administration(command)) throw notRelayed(command);
    // The command may switch the key pair in use, so read the directory again.
    this.#directory = undefined;
    return this.#channel.pass(command);
  }

  async #credential(purpose: CertificatePurpose): Promise<TokenCredential> {
    const { credentials } = await this.#tokenDirectory();
    const credential = credentials[purpose];
    if (credential === undefined) throw new TestkitError("CARD_WITHOUT_CERTIFICATE", { purpose });
    return credential;
  }

  async #tokenDirectory(): Promise<TokenDirectory> {
    this.#directory ??= await readTokenDirectory(this.#files);
    return this.#directory;
  }

  async #verify({ typeAttributes: { pinReference } }: PinObject, data?: Uint8Array) {
    const command = { cla: 0x00, ins: Instruction.VERIFY, p1: 0x00, p2: pinReference & 0xff };
    return this.#channel.send({ name: "VERIFY", ...command, data });
  }
}

/** What the card's authentication object says of passcodes: older ones may be shorter than those that can be set now. */
function formOf({ typeAttributes }: PinObject): PasscodeForm {
  const {
    minLength: shortest,
    storedLength: paddedLength,
    maxLength = paddedLength,
    pinType,
    padChar,
  } = typeAttributes;
  const digitsOnly = pinType !== PinType.utf8;
  const longest = Math.min(maxLength, paddedLength);
  if (pinType === PinType.bcd || paddedLength < 1 || paddedLength > longestPadding) {
    throw malformedAnswer("READ BINARY", "the card's passcode is of a kind no NHS smartcard has");
  }
  const [padding = 0xff] = new Uint8Array(padChar?.buffer ?? new ArrayBuffer(0));
  const expected = `${shortest} to ${longest} ${digitsOnly ? "digits" : "letters and digits"}`;
  return { shortest, longest, digitsOnly, paddedLength, padding, expected };
}
