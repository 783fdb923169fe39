import type { KeyObject } from "node:crypto";
import { TestkitError } from "../../../../foundation/errors/testkit-error.ts";
import { encodeTlv, fromHex, Instruction, StatusWord } from "../../../../iso7816/index.ts";
import { generatedKey } from "../generated-key.ts";
import { changeUnblockingCode, resetPasscode } from "../reference-data.ts";
import { sendExpectingSuccess, type RemoteCard } from "../remote-card.ts";

const chunk = 0xe0;
const wholeAnswer = 256;
const passcode = 1;
const unblockingCode = 2;
/** Keys of the application have references with this bit; the command leaves it out. */
const localKey = 0x80;
const readFailed = "it cannot be read";

/** What the authority does to a series 8 card (ISO/IEC 7816-4 and -8), whose files are the passcode holder's to write. */
export class Series8Card {
  readonly #card: RemoteCard;

  constructor(card: RemoteCard) {
    this.#card = card;
  }

  /** The first bytes of a file, 256 at most. The path is in hexadecimal, from the MF on. */
  async read(path: string): Promise<Uint8Array> {
    await this.#select(path);
    const command = {
      name: "READ BINARY",
      cla: 0x00,
      ins: Instruction.READ_BINARY,
      p1: 0x00,
      p2: 0x00,
      le: wholeAnswer,
    };
    const { sw, data } = await this.#card.send(command);
    if (sw === StatusWord.SUCCESS || sw === StatusWord.END_OF_FILE) return data;
    throw new TestkitError("RENEWAL_NOT_POSSIBLE", { reason: readFailed });
  }

  /** What the file begins with, as far as a certificate goes. */
  async readCertificate(path: string): Promise<Uint8Array | undefined> {
    let content = await this.read(path);
    const [tag, form, high = 0, low = 0] = content;
    if (tag !== 0x30 || form !== 0x82) return undefined;
    const size = 4 + (high << 8) + low;
    while (content.length < size) {
      const offset = content.length;
      const le = Math.min(size - offset, wholeAnswer);
      const place = { p1: offset >> 8, p2: offset & 0xff, le };
      const part = await sendExpectingSuccess(this.#card, {
        name: "READ BINARY",
        cla: 0x00,
        ins: Instruction.READ_BINARY,
        ...place,
      });
      if (part.length === 0) throw new TestkitError("RENEWAL_NOT_POSSIBLE", { reason: readFailed });
      content = Buffer.concat([content, part]);
    }
    return content.subarray(0, size);
  }

  /** UPDATE BINARY from the start of a file: what fits one command is written at once or not at all. */
  async write(path: string, content: Uint8Array): Promise<void> {
    await this.#select(path);
    for (let offset = 0; offset < content.length; offset += chunk) {
      const data = content.subarray(offset, offset + chunk);
      const command = {
        name: "UPDATE BINARY",
        cla: 0x00,
        ins: Instruction.UPDATE_BINARY,
        p1: offset >> 8,
        p2: offset & 0xff,
        data,
      };
      const { sw } = await this.#card.send(command);
      if (sw === StatusWord.SUCCESS) continue;
      // Some cards forget the passcode when a file is selected.
      if (sw === StatusWord.SECURITY_STATUS_NOT_SATISFIED) await this.#card.verifyPasscode();
      await sendExpectingSuccess(this.#card, command);
    }
  }

  /** A new RSA-2048 key in the place of the one that was there, if any; its public half. */
  async generate(reference: number): Promise<KeyObject> {
    await sendExpectingSuccess(this.#card, {
      ...{
        name: "MANAGE SECURITY ENVIRONMENT",
        cla: 0x00,
        ins: Instruction.MANAGE_SECURITY_ENVIRONMENT,
        p1: 0x41,
        p2: 0xb6,
      },
      data: encodeTlv(0x83, Uint8Array.of(reference & ~localKey)),
    });
    const name = "GENERATE ASYMMETRIC KEY PAIR";
    const data = encodeTlv(0xac, encodeTlv(0x82, fromHex("010001")));
    const command = {
      name,
      cla: 0x00,
      ins: Instruction.GENERATE_ASYMMETRIC_KEY_PAIR,
      p1: 0x00,
      p2: 0x00,
      data,
      le: wholeAnswer,
    };
    const first = await this.#card.send(command);
    if (first.sw === StatusWord.SECURITY_STATUS_NOT_SATISFIED) await this.#card.verifyPasscode();
    const answer = first.sw === StatusWord.SUCCESS ? first.data : await sendExpectingSuccess(this.#card, command);
    const key = generatedKey(answer);
    if (key === undefined) throw new TestkitError("CARD_ANSWER_MALFORMED", { command: name, reason: "no RSA key" });
    return key;
  }

  /** A new passcode in the place of one that is locked or forgotten. */
  resetPasscode(code: string, next: string): Promise<void> {
    return resetPasscode(this.#card, passcode, code, next);
  }

  /** False if the card refused the old one. */
  changePuk(old: string, next: string): Promise<boolean> {
    return changeUnblockingCode(this.#card, unblockingCode, old, next);
  }

  async #select(path: string): Promise<void> {
    const command = {
      name: "SELECT",
      cla: 0x00,
      ins: Instruction.SELECT,
      p1: 0x08,
      p2: 0x00,
      data: fromHex(path),
      le: wholeAnswer,
    };
    await sendExpectingSuccess(this.#card, command);
  }
}
