import {
  decodeResponse,
  decodeTlv,
  decodeTlvs,
  encodeCommand,
  encodeTlv,
  findTlv,
  formatStatusWord,
  fromHex,
  Instruction,
  type ResponseApdu,
  toHex,
} from "../../iso7816/index.ts";
import { blockCiphers, decipher, encipher, type AdministrationAlgorithm } from "../applets/piv/algorithms.ts";
import { padPin } from "../applets/piv/pin-format.ts";
import type { CardImage } from "../image/card-image.ts";
import { VirtualCard, type VirtualCardOptions } from "../virtual-card.ts";
import { passcode } from "./issue-card.ts";

/** A PIV card with the application selected, and the commands as a test wants to say them. */
export class PivSession {
  readonly card: VirtualCard;

  constructor(image: CardImage, options: VirtualCardOptions = {}) {
    this.card = new VirtualCard(image, options);
    this.card.powerOn();
    this.select();
  }

  /** The status word of a command in hexadecimal. */
  sw(command: string): string {
    return formatStatusWord(decodeResponse(this.card.transmit(fromHex(command))).sw);
  }

  select(): string {
    return this.sw("00A404000BA00000030800001000010000");
  }

  verify(pin = passcode): string {
    return this.sw(`0020008008${toHex(padPin(pin))}`);
  }

  /** In the extended form, so that the whole answer comes at once. */
  send(ins: number, p1: number, p2: number, data: Uint8Array): ResponseApdu {
    return decodeResponse(this.card.transmit(encodeCommand({ cla: 0, ins, p1, p2, data, le: 65536 })));
  }

  /** GENERAL AUTHENTICATE with the fields of its template; gives the field 82 of the answer, or the status word. */
  authenticate(algorithm: number, key: number, ...fields: [tag: number, value: Uint8Array][]): Uint8Array | string {
    const template = encodeTlv(
      0x7c,
      fields.map(([tag, value]) => encodeTlv(tag, value)),
    );
    const { data, sw } = this.send(Instruction.GENERAL_AUTHENTICATE, algorithm, key, template);
    if (sw !== 0x9000 || data.length === 0) return formatStatusWord(sw);
    const [answer] = decodeTlvs(decodeTlv(data).value);
    return answer?.value ?? "no answer";
  }

  /** Proves the administration key by mutual authentication. */
  administrate(algorithm: AdministrationAlgorithm = "3des", key = commonKey(algorithm)): Uint8Array | string {
    const id = blockCiphers[algorithm].ids.at(-1) ?? 0;
    const witness = this.authenticate(id, 0x9b, [0x80, new Uint8Array(0)]);
    if (typeof witness === "string") return witness;
    const challenge = new Uint8Array(blockCiphers[algorithm].blockSize).fill(0x5a);
    const answer = this.authenticate(id, 0x9b, [0x80, decipher(algorithm, key, witness)], [0x81, challenge]);
    if (typeof answer === "string") return answer;
    return Buffer.from(answer).equals(encipher(algorithm, key, challenge)) ? "9000" : "another key";
  }

  /** GENERATE ASYMMETRIC KEY PAIR: the fields of the public key. */
  generate(key: number, algorithm: number): { modulus?: Uint8Array; exponent?: Uint8Array; point?: Uint8Array } {
    const { data } = this.send(
      Instruction.GENERATE_ASYMMETRIC_KEY_PAIR,
      0x00,
      key,
      fromHex(`AC038001${toHex(Uint8Array.of(algorithm))}`),
    );
    const fields = decodeTlvs(decodeTlv(data).value);
    const [modulus, exponent, point] = [0x81, 0x82, 0x86].map((tag) => findTlv(fields, tag));
    return { ...(modulus && { modulus }), ...(exponent && { exponent }), ...(point && { point }) };
  }
}

/** The administration key that personalisation puts in. */
export function commonKey(algorithm: AdministrationAlgorithm): Uint8Array {
  return fromHex("0102030405060708".repeat(4)).subarray(0, blockCiphers[algorithm].keySize);
}
