import { formatStatusWord, Instruction, MalformedTlvError, StatusWord, toHex } from "../../../iso7816/index.ts";
import type { CardDriver } from "../card-driver.ts";
import { decodeFileControlInformation } from "./file-control-information.ts";
import { authenticApplication, oberthurHistoricalBytes } from "./series8-constants.ts";
import { Series8Smartcard } from "./series8-smartcard.ts";

const application = toHex(authenticApplication);

/** Oberthur cards (series 8), expected by what the answer to reset says, and known by their application. */
export const series8Driver: CardDriver = {
  name: "AuthentIC",
  series: 8,
  expects: (atr) => oberthurHistoricalBytes.some((bytes) => toHex(atr).includes(toHex(bytes))),
  async open(channel) {
    const command = { cla: 0x00, ins: Instruction.SELECT, p1: 0x04, p2: 0x00, data: authenticApplication, le: 256 };
    const { sw, data } = await channel.send({ name: "SELECT", ...command });
    if (sw !== StatusWord.SUCCESS) return { answer: formatStatusWord(sw) };
    if (!isApplication(data)) return { answer: `no AuthentIC application, but ${toHex(data)}` };
    return new Series8Smartcard(channel);
  },
};

/** Whether the answer names the application; a card may answer nothing at all. */
function isApplication(answer: Uint8Array): boolean {
  if (answer.length === 0) return true;
  try {
    const { name } = decodeFileControlInformation(answer);
    return name !== undefined && toHex(name) === application;
  } catch (error) {
    if (error instanceof MalformedTlvError) return false;
    throw error;
  }
}
