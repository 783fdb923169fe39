import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import {
  type CardConnection,
  decodeResponse,
  decodeTlv,
  decodeTlvs,
  encodeCommand,
  encodeTlv,
  findTlv,
  formatStatusWord,
  Instruction,
  StatusWord,
} from "../../iso7816/index.ts";
import type { CardUnderTest } from "./case-variables.ts";

const template = 0x7c;
const witness = 0x80;
const challenge = 0x81;
const response = 0x82;

/** Proves that we have the administration key 9B (SP 800-73-4, Part 2, A.1 and A.2); a reason if the card refuses. */
export async function proveAdministrationKey(
  connection: CardConnection,
  { administrationKey }: CardUnderTest,
  protocol: "mutual" | "single",
): Promise<string | undefined> {
  if (administrationKey === undefined) return "the administration key is not known";
  const { algorithmId, cipher, key } = administrationKey;
  const ask = async (...fields: Uint8Array[]) => {
    const data = encodeTlv(template, fields);
    const bytes = await connection.transmit(
      encodeCommand({ cla: 0, ins: Instruction.GENERAL_AUTHENTICATE, p1: algorithmId, p2: 0x9b, data, le: 256 }),
    );
    return decodeResponse(bytes);
  };
  const first = await ask(encodeTlv(protocol === "mutual" ? witness : challenge, []));
  if (first.sw !== StatusWord.SUCCESS) return `the first answer was ${formatStatusWord(first.sw)}`;
  const given = fieldOf(first.data, protocol === "mutual" ? witness : challenge);
  if (protocol === "single") {
    const { sw } = await ask(encodeTlv(response, run(createCipheriv(cipher, key, null), given)));
    return sw === StatusWord.SUCCESS ? undefined : `the second answer was ${formatStatusWord(sw)}`;
  }
  const ours = randomBytes(given.length);
  const opened = run(createDecipheriv(cipher, key, null), given);
  const second = await ask(encodeTlv(witness, opened), encodeTlv(challenge, ours));
  if (second.sw !== StatusWord.SUCCESS) return `the second answer was ${formatStatusWord(second.sw)}`;
  const proof = Buffer.from(fieldOf(second.data, response));
  return proof.equals(run(createCipheriv(cipher, key, null), ours)) ? undefined : "the card did not prove its key";
}

function fieldOf(data: Uint8Array, tag: number): Uint8Array {
  return findTlv(decodeTlvs(decodeTlv(data).value), tag) ?? new Uint8Array(0);
}

type BlockCipher = ReturnType<typeof createCipheriv> | ReturnType<typeof createDecipheriv>;

function run(cipher: BlockCipher, block: Uint8Array): Buffer {
  cipher.setAutoPadding(false);
  return Buffer.concat([cipher.update(block), cipher.final()]);
}
