import { decodePivCertificate } from "../../client/index.ts";
import {
  decodeResponse,
  encodeCommand,
  fromHex,
  StatusWord,
  withShortApdus,
  type CardConnection,
} from "../../iso7816/index.ts";
import { algorithmOfKey, type KeyAlgorithm, parseCertificate } from "../../pki/index.ts";

/** The certificate object of each key (SP 800-73-4, Part 1, Tables 2 and 4b). */
const certificates = { "9A": "5FC105", "9C": "5FC10A", "9D": "5FC10B", "9E": "5FC101" } as const;

/**
 * The asymmetric keys of a PIV card by reference, as far as its certificates name them. A certificate that cannot be read
 * names none. Expects the application selected.
 */
export async function pivKeys(connection: CardConnection): Promise<Readonly<Record<string, KeyAlgorithm>>> {
  const card = withShortApdus(connection);
  const keys: Record<string, KeyAlgorithm> = {};
  for (const [reference, object] of Object.entries(certificates)) {
    const data = Buffer.concat([fromHex("5C03"), fromHex(object)]);
    const command = encodeCommand({ cla: 0, ins: 0xcb, p1: 0x3f, p2: 0xff, data, le: 256 });
    const { sw, data: answer } = decodeResponse(await card.transmit(command));
    const algorithm = sw === StatusWord.SUCCESS ? algorithmIn(answer) : undefined;
    if (algorithm !== undefined) keys[reference] = algorithm;
  }
  return keys;
}

function algorithmIn(object: Uint8Array): KeyAlgorithm | undefined {
  try {
    const der = decodePivCertificate(object);
    return der && algorithmOfKey(parseCertificate(der).publicKey);
  } catch {
    // What is wrong with it is for the cases and scenarios that read it.
    return undefined;
  }
}
