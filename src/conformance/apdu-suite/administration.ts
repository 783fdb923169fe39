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
  fromHex,
  StatusWord,
} from "../../iso7816/index.ts";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import type { CardUnderTest } from "./case-variables.ts";

/** The administration key 9B of a PIV card. */
export interface AdministrationSecret {
  /** P1 of the commands that prove it (SP 800-78-4, Table 6-2). */
  readonly algorithmId: number;
  /** Its name for OpenSSL. */
  readonly cipher: string;
  readonly key: Uint8Array;
}

const template = 0x7c;
const witness = 0x80;
const challenge = 0x81;
const response = 0x82;

const administrationAlgorithms: Readonly<Record<string, { algorithmId: number; cipher: string; bytes: number }>> = {
  "3des": { algorithmId: 0x03, cipher: "des-ede3-ecb", bytes: 24 },
  "aes-128": { algorithmId: 0x08, cipher: "aes-128-ecb", bytes: 16 },
  "aes-192": { algorithmId: 0x0a, cipher: "aes-192-ecb", bytes: 24 },
  "aes-256": { algorithmId: 0x0c, cipher: "aes-256-ecb", bytes: 32 },
};

/** Reads `<algorithm>:<key in hexadecimal>`, such as `aes-256:0102...`. Throws CONFIGURATION_INVALID, without the key. */
export function administrationSecret(text: string, setting: string): AdministrationSecret {
  const [, name = "", digits = ""] = /^\s*([a-z0-9-]+)\s*:\s*((?:[0-9A-Fa-f]{2})+)\s*$/.exec(text) ?? [];
  const algorithm = administrationAlgorithms[name.toLowerCase()];
  const known = Object.entries(administrationAlgorithms).map(([one, { bytes }]) => `${one} (${bytes} bytes)`);
  if (algorithm === undefined || digits.length !== algorithm.bytes * 2) {
    const reason = `it must be an algorithm, a colon and the key in hexadecimal; algorithms: ${known.join(", ")}`;
    throw new TestkitError("CONFIGURATION_INVALID", { setting, reason });
  }
  const { algorithmId, cipher } = algorithm;
  return { algorithmId, cipher, key: fromHex(digits) };
}

/** Proves that we have the administration key 9B (SP 800-73-4, Part 2, A.1 and A.2); a reason where the card refuses. */
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
