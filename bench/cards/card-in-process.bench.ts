import { constants, privateDecrypt, privateEncrypt, scryptSync, sign } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fromHex, toHex } from "../../src/iso7816/index.ts";
import { FileStore } from "../../src/virtual-card/index.ts";
import { certificates, issueCard, keys } from "../../src/virtual-card/testing/issue-card.ts";
import { PivSession } from "../../src/virtual-card/testing/piv-session.ts";
import { selectedCard, verifyRight } from "../../src/virtual-card/testing/series8-session.ts";
import type { Benchmark } from "../benchmark.ts";
import type { Comparison } from "../figures/results.ts";
import { byTurns, processorTimeOf, timeOf } from "../measure/by-turns.ts";

const benchmark: Benchmark = {
  title: "A card in the process",
  about: `This benchmark measures commands to a card without a reader. For comparison, Node's cryptography does the same work with the
same key. Each figure is the median of several turns, in processor time.

- A signature is a whole command with its response. The series 8 card also makes the padding.
- For P-256, Node always makes the hash itself before it signs. But the card gets a hash that is already made. So the card cannot use
  Node to sign, and signs with code in JavaScript.
- In each process the card uses scrypt only once, to check the first right passcode. After that, it recognises the passcode without
  scrypt. Node uses scrypt each time.
- Before and after the card checks a right passcode, it writes down the tries left. If its state is in a file, it waits each time
  until the disk has the state. So the last table has elapsed time, not processor time.`,
  run: async () => [await pivRsa(), await pivEcdsa(), await series8Rsa(), await rightPasscode(), await cardInFile()],
};
export default benchmark;

async function pivRsa(): Promise<Comparison> {
  const card = new PivSession(issueCard());
  card.verify();
  const block = Buffer.concat([fromHex("0001"), Buffer.alloc(202, 0xff), Buffer.alloc(52, 7)]);
  const key = { key: keys.rsa.privateKey, padding: constants.RSA_NO_PADDING };
  const sides = {
    card: () => signed(card.authenticate(0x07, 0x9a, [0x82, new Uint8Array(0)], [0x81, block])),
    crypto: () => privateDecrypt(key, block),
  };
  return againstCrypto("RSA-2048 signature, PIV (GENERAL AUTHENTICATE)", 20, sides, 1.3);
}

async function pivEcdsa(): Promise<Comparison> {
  const { privateKey } = keys.p256;
  const card = new PivSession(issueCard({ authentication: { certificate: certificates.signing, privateKey } }));
  card.verify();
  const hash = Buffer.alloc(32, 7);
  return againstCrypto("ECDSA P-256 signature, PIV (GENERAL AUTHENTICATE)", 50, {
    card: () => signed(card.authenticate(0x11, 0x9a, [0x82, new Uint8Array(0)], [0x81, hash])),
    crypto: () => sign("sha256", hash, privateKey),
  });
}

async function series8Rsa(): Promise<Comparison> {
  const { send } = selectedCard();
  send(verifyRight);
  send("002241B606800111830101");
  const hash = Buffer.alloc(32, 7);
  const info = Buffer.concat([fromHex("3031300D060960864801650304020105000420"), hash]);
  const command = `002A9E9A20${toHex(hash)}00`;
  return againstCrypto("RSA-2048 signature, series 8 (COMPUTE DIGITAL SIGNATURE)", 20, {
    card: () => signed(send(command).endsWith("9000") ? hash : "no signature"),
    crypto: () => privateEncrypt({ key: keys.rsa.privateKey, padding: constants.RSA_PKCS1_PADDING }, info),
  });
}

async function rightPasscode(): Promise<Comparison> {
  const image = issueCard();
  const card = new PivSession(image);
  const [piv] = image.applets;
  if (piv?.type !== "piv") throw new Error("the card is no PIV card");
  const { cost, salt } = piv.references.pin.hash;
  const bytes = Buffer.from(salt, "base64");
  return againstCrypto("right passcode (VERIFY)", 50, {
    card: () => accepted(card.verify()),
    crypto: () => scryptSync("123456\xff\xff", bytes, 32, { N: cost }),
  });
}

async function cardInFile(): Promise<Comparison> {
  const folder = mkdtempSync(join(tmpdir(), "cis2-testkit-bench-"));
  try {
    const inMemory = new PivSession(issueCard());
    const inFile = new PivSession(issueCard(), { store: new FileStore(join(folder, "card.json")) });
    const { file, memory } = await byTurns(11, {
      file: timeOf(20, () => accepted(inFile.verify())),
      memory: timeOf(20, () => accepted(inMemory.verify())),
    });
    return {
      kind: "comparison",
      name: "right passcode (VERIFY), state written down before and after",
      unit: "ms",
      better: "lower",
      sides: [
        { name: "card in a file", value: file },
        { name: "card in memory", value: memory },
      ],
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function againstCrypto(
  name: string,
  perTurn: number,
  sides: Record<"card" | "crypto", () => unknown>,
  times?: number,
): Promise<Comparison> {
  const { card, crypto } = await byTurns(21, {
    card: processorTimeOf(perTurn, sides.card),
    crypto: processorTimeOf(perTurn, sides.crypto),
  });
  return {
    kind: "comparison",
    name,
    unit: "ms",
    better: "lower",
    sides: [
      { name: "card", value: card },
      { name: "Node's crypto alone", value: crypto, ...(times === undefined ? {} : { times }) },
    ],
  };
}

function signed(answer: Uint8Array | string): Uint8Array {
  if (typeof answer === "string") throw new Error(`the card did not sign: ${answer}`);
  return answer;
}

function accepted(statusWord: string): string {
  if (statusWord !== "9000") throw new Error(`the card did not take the passcode: ${statusWord}`);
  return statusWord;
}
