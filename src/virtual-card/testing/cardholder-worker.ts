// Uses the card in the file named on the command line without end, and says before and after each command what it
// does: "begin <step>", then "<status word> <step>". It is there to be killed.
import { writeSync } from "node:fs";
import { flushCompileCache } from "node:module";
import { encodeTlv, fromHex, toHex } from "../../iso7816/index.ts";
import { encipher } from "../applets/piv/algorithms.ts";
import { padPin } from "../applets/piv/pin-format.ts";
import { FileStore, readCardImage } from "../image/file-store.ts";
import { VirtualCard } from "../virtual-card.ts";

// What is killed cannot write its compile cache at the end.
flushCompileCache();

const [file = "", pin = "", from = ""] = process.argv.slice(2);
const card = new VirtualCard(readCardImage(file), { store: new FileStore(file) });
const administrationKey = fromHex("0102030405060708".repeat(3));
const say = (line: string) => writeSync(1, `${line}\n`);

card.transmit(fromHex("00A404000BA00000030800001000010000"));
const challenge = card.transmit(fromHex("0087039B047C02810000")).subarray(4, -2);
const response = encodeTlv(0x7c, encodeTlv(0x82, encipher("3des", administrationKey, challenge)));
send(`0087039B${length(response)}${toHex(response)}`);

let current = pin;
for (let number = Number(from); ; number += 1) {
  const next = String(100000 + (number % 900000));
  step("right", `0020008008${toHex(padPin(current))}`);
  step(`put ${number}`, putNumber(number));
  step(`change ${next}`, `0024008010${toHex(padPin(current))}${toHex(padPin(next))}`);
  current = next;
  step("wrong", `0020008008${toHex(padPin("999999"))}`);
  step("wrong", `0020008008${toHex(padPin("999998"))}`);
}

function step(name: string, command: string): void {
  say(`begin ${name}`);
  say(`${send(command)} ${name}`);
}

function putNumber(number: number): string {
  const data = Buffer.concat([fromHex("5C035FC106"), encodeTlv(0x53, Buffer.from(String(number)))]);
  return `00DB3FFF${length(data)}${toHex(data)}`;
}

function send(command: string): string {
  return toHex(card.transmit(fromHex(command)).subarray(-2));
}

function length(data: Uint8Array): string {
  return toHex(Uint8Array.of(data.length));
}
