import { createCipheriv, createDecipheriv, type KeyObject, timingSafeEqual } from "node:crypto";
import { TestkitError } from "../../../../foundation/errors/testkit-error.ts";
import type { Random } from "../../../../foundation/random.ts";
import {
  decodeTlv,
  decodeTlvs,
  encodeTlv,
  findTlv,
  fromHex,
  Instruction,
  StatusWord,
} from "../../../../iso7816/index.ts";
import type { AdministrationKey } from "../../registered-card.ts";
import { generatedKey } from "../generated-key.ts";
import { changeUnblockingCode, resetPasscode } from "../reference-data.ts";
import type { LabelledCommand } from "../../../../iso7816/index.ts";
import { sendExpectingSuccess, type RemoteCard } from "../remote-card.ts";

/** Key reference and certificate object (NIST SP 800-73-5 part 1, tables 2 and 4). */
export interface PivSlot {
  readonly key: number;
  readonly certificate: string;
}

const ciphers = {
  "3des": { id: 0x03, cipher: "des-ede3-ecb", blockSize: 8 },
  "aes-128": { id: 0x08, cipher: "aes-128-ecb", blockSize: 16 },
  "aes-192": { id: 0x0a, cipher: "aes-192-ecb", blockSize: 16 },
  "aes-256": { id: 0x0c, cipher: "aes-256-ecb", blockSize: 16 },
} as const;

const administrationKey = 0x9b;
const rsa2048 = 0x07;
const passcode = 0x80;
const puk = 0x81;
const wholeAnswer = 256;
const none = new Uint8Array();

/** What the authority does to a PIV card as its administrator (SP 800-73-5 part 2, 3.2 and 3.3). */
export class PivCard {
  readonly #card: RemoteCard;

  constructor(card: RemoteCard) {
    this.#card = card;
  }

  /**
   * Mutual authentication with the administration key (part 2, A.1): each side deciphers or enciphers what the other
   * chose, and neither shows the key. Rejects with CARD_NOT_GENUINE.
   */
  async authenticate({ algorithm, key }: AdministrationKey, random: Random): Promise<void> {
    const { id, cipher, blockSize } = ciphers[algorithm];
    const secret = Buffer.from(key, "base64");
    const ask = async (fields: readonly Uint8Array[], wanted: number) => {
      const data = encodeTlv(0x7c, fields);
      const fixed = {
        cla: 0x00,
        ins: Instruction.GENERAL_AUTHENTICATE,
        p1: id,
        p2: administrationKey,
        le: wholeAnswer,
      };
      const { sw, data: answer } = await this.#card.send({ name: "GENERAL AUTHENTICATE", ...fixed, data });
      if (sw !== StatusWord.SUCCESS) throw new TestkitError("CARD_NOT_GENUINE");
      return read(() => findTlv(decodeTlvs(decodeTlv(answer).value), wanted)) ?? none;
    };
    const witness = await ask([encodeTlv(0x80, none)], 0x80);
    if (witness.length !== blockSize) throw new TestkitError("CARD_NOT_GENUINE");
    const decipher = createDecipheriv(cipher, secret, null).setAutoPadding(false);
    const plain = Buffer.concat([decipher.update(witness), decipher.final()]);
    const challenge = random.bytes(blockSize);
    const answer = await ask([encodeTlv(0x80, plain), encodeTlv(0x81, challenge)], 0x82);
    const encipher = createCipheriv(cipher, secret, null).setAutoPadding(false);
    const expected = Buffer.concat([encipher.update(challenge), encipher.final()]);
    if (answer.length !== blockSize || !timingSafeEqual(answer, expected)) throw new TestkitError("CARD_NOT_GENUINE");
  }

  /** A new RSA-2048 key in the place of the one that was there; its public half. */
  async generate(slot: PivSlot): Promise<KeyObject> {
    const template = encodeTlv(0xac, encodeTlv(0x80, Uint8Array.of(rsa2048)));
    const fixed = { cla: 0x00, ins: Instruction.GENERATE_ASYMMETRIC_KEY_PAIR, p1: 0x00, p2: slot.key, le: wholeAnswer };
    const name = "GENERATE ASYMMETRIC KEY PAIR";
    const answer = await sendExpectingSuccess(this.#card, { name, ...fixed, data: template });
    const key = generatedKey(answer);
    if (key === undefined) throw new TestkitError("CARD_ANSWER_MALFORMED", { command: name, reason: "no RSA key" });
    return key;
  }

  /** The certificate in an object; undefined if there is none. */
  async readCertificate({ certificate }: PivSlot): Promise<Uint8Array | undefined> {
    const data = encodeTlv(0x5c, fromHex(certificate));
    const { sw, data: answer } = await this.#card.send({
      ...dataCommand("GET DATA", Instruction.GET_DATA_NAMED, data),
      le: wholeAnswer,
    });
    if (sw === StatusWord.FILE_NOT_FOUND) return undefined;
    if (sw !== StatusWord.SUCCESS) throw new TestkitError("RENEWAL_NOT_POSSIBLE", { reason: "it cannot be read" });
    const found = read(() => findTlv(decodeTlvs(decodeTlv(answer).value), 0x70));
    return found === undefined || found.length === 0 ? undefined : found;
  }

  async writeCertificate({ certificate }: PivSlot, der: Uint8Array): Promise<void> {
    const object = [encodeTlv(0x70, der), encodeTlv(0x71, Uint8Array.of(0x00)), encodeTlv(0xfe, none)];
    await this.#put(certificate, encodeTlv(0x53, object));
  }

  /** An empty object is none (part 2, 3.3.2). */
  async clearCertificate({ certificate }: PivSlot): Promise<void> {
    await this.#put(certificate, encodeTlv(0x53, none));
  }

  /** A new passcode in the place of one that is locked or forgotten. */
  resetPasscode(code: string, next: string): Promise<void> {
    return resetPasscode(this.#card, passcode, code, next);
  }

  /** False if the card refused the old one. */
  changePuk(old: string, next: string): Promise<boolean> {
    return changeUnblockingCode(this.#card, puk, old, next);
  }

  async #put(tag: string, object: Uint8Array): Promise<void> {
    const data = Buffer.concat([encodeTlv(0x5c, fromHex(tag)), object]);
    await sendExpectingSuccess(this.#card, dataCommand("PUT DATA", Instruction.PUT_DATA, data));
  }
}

function dataCommand(name: string, ins: number, data: Uint8Array): LabelledCommand {
  return { name, cla: 0x00, ins, p1: 0x3f, p2: 0xff, data };
}

/** What came back over the relay is anybody's: what cannot be read is not there. */
function read<T>(decode: () => T): T | undefined {
  try {
    return decode();
  } catch {
    return undefined;
  }
}
