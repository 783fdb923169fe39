import { formatStatusWord, Instruction, StatusWord, toHex } from "../../../iso7816/index.ts";
import type { CardDriver } from "../card-driver.ts";
import { isApplicationTemplate } from "./piv-codec.ts";
import { pivApplication } from "./piv-constants.ts";
import { PivSmartcard } from "./piv-smartcard.ts";

const wholeAnswer = 256;

/** PIV cards (series 9), known by their application alone: any answer to reset may belong to one. */
export const pivDriver: CardDriver = {
  name: "PIV",
  series: 9,
  expects: () => false,
  async open(channel) {
    const command = { cla: 0x00, ins: Instruction.SELECT, p1: 0x04, p2: 0x00, data: pivApplication, le: wholeAnswer };
    const { sw, data } = await channel.send({ name: "SELECT", ...command });
    if (sw !== StatusWord.SUCCESS) return { answer: formatStatusWord(sw) };
    if (!isApplicationTemplate(data)) return { answer: `no PIV application template, but ${toHex(data)}` };
    return new PivSmartcard(channel);
  },
};
