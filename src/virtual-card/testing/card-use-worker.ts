// Endless load on the card in the given file, for the crash test: logs "begin <step>" and "<status word> <step>" around
// each command until it is killed.
import { writeSync } from "node:fs";
import { flushCompileCache } from "node:module";
import { fromHex, toHex } from "../../iso7816/index.ts";
import { FileStore, readCardImage } from "../image/file-store.ts";
import { VirtualCard } from "../virtual-card.ts";
import { cardUseScripts } from "./card-use.ts";

// What is killed cannot write its compile cache at the end.
flushCompileCache();

const [file = "", pin = "", from = ""] = process.argv.slice(2);
const image = readCardImage(file);
const card = new VirtualCard(image, { store: new FileStore(file) });
const holder = image.profile === "series8" ? cardUseScripts.series8 : cardUseScripts.piv;
const say = (line: string) => writeSync(1, `${line}\n`);

holder.prepare((command) => card.transmit(fromHex(command)).subarray(0, -2));

let current = pin;
for (let number = Number(from); ; number += 1) {
  const next = String(100000 + (number % 900000));
  step("right", holder.verify(current));
  step(`put ${number}`, holder.putNumber(number));
  step(`change ${next}`, holder.change(current, next));
  current = next;
  step("wrong", holder.verify("999999"));
  step("wrong", holder.verify("999998"));
}

function step(name: string, command: string): void {
  say(`begin ${name}`);
  say(`${toHex(card.transmit(fromHex(command)).subarray(-2))} ${name}`);
}
