import { encodeTlv, fromHex, toHex } from "../../iso7816/index.ts";
import { encipher } from "../applets/piv/algorithms.ts";
import { padPin } from "../applets/piv/pin-format.ts";
import type { AppletImage } from "../image/card-image.ts";

/** Sends a command, in hexadecimal, and gives the answer without the status word. */
export type Send = (command: string) => Uint8Array;

/** The commands of one kind of card for somebody who uses it day after day: passcode, its change, and data of theirs. */
export interface CardUseScript {
  /** What the card hashes of a passcode. */
  readonly hashedForm: (passcode: string) => Uint8Array;
  /** After a reset: all that has to be done once before the others work. */
  readonly prepare: (send: Send) => void;
  readonly verify: (passcode: string) => string;
  readonly change: (passcode: string, next: string) => string;
  /** Writes a number on the card; the passcode has been verified. */
  readonly putNumber: (number: number) => string;
  readonly storedNumber: (applet: AppletImage) => number;
}

const administrationKey = fromHex("0102030405060708".repeat(3));
const padded = (passcode: string) => toHex(padPin(passcode));

const piv: CardUseScript = {
  hashedForm: padPin,
  prepare: (send) => {
    send("00A404000BA00000030800001000010000");
    const challenge = send("0087039B047C02810000").subarray(4);
    const response = encodeTlv(0x7c, encodeTlv(0x82, encipher("3des", administrationKey, challenge)));
    send(`0087039B${length(response)}${toHex(response)}`);
  },
  verify: (passcode) => `0020008008${padded(passcode)}`,
  change: (passcode, next) => `0024008010${padded(passcode)}${padded(next)}`,
  putNumber: (number) => {
    const data = Buffer.concat([fromHex("5C035FC106"), encodeTlv(0x53, Buffer.from(String(number)))]);
    return `00DB3FFF${length(data)}${toHex(data)}`;
  },
  storedNumber: (applet) =>
    Number(applet.type === "piv" ? Buffer.from(applet.objects["5FC106"] ?? "", "base64").toString() : Number.NaN),
};

/** The number goes into the unused end of the authentication certificate's file. */
const lastDigits = 0x07f6;

const series8: CardUseScript = {
  hashedForm: (passcode) => Buffer.from(passcode),
  prepare: (send) => {
    send("00A4040C10A0000000770100700A1000F100000100");
    send("00A4020C02B001");
  },
  verify: (passcode) => `0020000108${padded(passcode)}`,
  change: (passcode, next) => `0024000110${padded(passcode)}${padded(next)}`,
  putNumber: (number) => {
    const digits = Buffer.from(String(number).padStart(10, "0"));
    return `00D6${lastDigits.toString(16).padStart(4, "0")}${length(digits)}${toHex(digits)}`;
  },
  storedNumber: (applet) => {
    const file = applet.type === "series8" ? applet.files["3F005015B001"] : undefined;
    if (file?.type !== "ef") return Number.NaN;
    return Number(Buffer.from(file.content, "base64").subarray(lastDigits).toString().replaceAll("\0", ""));
  },
};

/** By the name of the profile. */
export const cardUseScripts = { piv, series8 };

function length(data: Uint8Array): string {
  return toHex(Uint8Array.of(data.length));
}
