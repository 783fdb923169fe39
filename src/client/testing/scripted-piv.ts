import { constants, createHash, privateEncrypt, sign, type KeyObject } from "node:crypto";
import { decodeTlv, decodeTlvs, encodeResponse, encodeTlv, findTlv, fromHex, toHex } from "../../iso7816/index.ts";
import type { CommandApdu } from "../../iso7816/index.ts";
import type { Script } from "./scripted-card.ts";

export interface PivScriptOptions {
  readonly certificate?: Uint8Array;
  readonly privateKey?: KeyObject;
  /** What an ECDSA key will be asked to sign the hash of. */
  readonly message?: Uint8Array;
  readonly passcode?: string;
  readonly triesLeft?: number;
  /** Answers that take the place of the script's own, by INS in hexadecimal. */
  readonly instead?: Readonly<Record<string, Uint8Array | Error>>;
}

const signingKey = 0x9c;
/** One certificate serves both purposes. */
const certificateObjects = ["5C035FC105", "5C035FC10A"];
const template = fromHex("61114F0600001000010079074F05A000000308");
const ok = (data?: Uint8Array) => encodeResponse(0x9000, data);

/** What a PIV card answers to the commands of a sign-in: enough to drive the client, not a card to judge it by. */
export function pivScript(options: PivScriptOptions = {}): Script {
  const { certificate, privateKey, passcode = "123456", instead = {} } = options;
  let triesLeft = options.triesLeft ?? 3;
  let verified = false;
  let justVerified = false;
  let chained: Uint8Array = new Uint8Array();

  const verify = ({ data }: CommandApdu) => {
    if (data.length === 0) return verified ? ok() : encodeResponse(triesLeft === 0 ? 0x6983 : 0x63c0 + triesLeft);
    if (triesLeft === 0) return encodeResponse(0x6983);
    const expected = Buffer.alloc(8, 0xff);
    expected.write(passcode);
    verified = expected.equals(data);
    justVerified = verified;
    triesLeft = verified ? 3 : triesLeft - 1;
    return verified ? ok() : encodeResponse(0x63c0 + triesLeft);
  };

  const authenticate = (key: number, data: Uint8Array) => {
    if (!(key === signingKey ? justVerified : verified)) return encodeResponse(0x6982);
    justVerified = false;
    const input = findTlv(decodeTlvs(decodeTlv(data).value), 0x81);
    const signature = input && privateKey && rawSign(privateKey, input, options.message ?? new Uint8Array());
    return signature ? ok(encodeTlv(0x7c, encodeTlv(0x82, signature))) : encodeResponse(0x6a80);
  };

  return (command) => {
    const ins = command.ins.toString(16).padStart(2, "0").toUpperCase();
    const replacement = instead[ins];
    if (replacement !== undefined) return replacement;
    chained = Buffer.concat([chained, command.data]);
    if (command.cla === 0x10) return ok();
    const data = chained;
    chained = new Uint8Array();
    if (ins !== "20" && ins !== "87") justVerified = false;
    switch (ins) {
      case "A4":
        return ok(template);
      case "CB":
        if (certificate === undefined || !certificateObjects.includes(toHex(data))) return encodeResponse(0x6a82);
        return ok(encodeTlv(0x53, [encodeTlv(0x70, certificate), fromHex("710100FE00")]));
      case "20":
        return verify({ ...command, data });
      case "87":
        return authenticate(command.p2, data);
      default:
        return encodeResponse(0x6d00);
    }
  };
}

/**
 * Bare RSA over a padded block, or ECDSA in DER over a hash, as GENERAL AUTHENTICATE does them. Node signs no finished
 * hash with ECDSA, so the message behind it has to be known.
 */
function rawSign(privateKey: KeyObject, input: Uint8Array, message: Uint8Array): Uint8Array | undefined {
  if (privateKey.asymmetricKeyType === "rsa") {
    return privateEncrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, input);
  }
  const digest = input.length === 48 ? "sha384" : "sha256";
  return createHash(digest).update(message).digest().equals(input) ? sign(digest, message, privateKey) : undefined;
}
