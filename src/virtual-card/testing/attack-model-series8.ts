import { fromHex, Instruction } from "../../iso7816/index.ts";
import { isSettablePasscode, readPasscode } from "../applets/series8/passcode-format.ts";
import { oneTryLess, type Attack } from "./attack-model.ts";

const changing: ReadonlySet<number> = new Set([
  Instruction.CHANGE_REFERENCE_DATA,
  Instruction.PERFORM_SECURITY_OPERATION,
  Instruction.RESET_RETRY_COUNTER,
  Instruction.GENERATE_ASYMMETRIC_KEY_PAIR,
  Instruction.WRITE_BINARY,
  Instruction.UPDATE_BINARY,
]);

const digestInfo = `3031300D060960864801650304020105000420${"AB".repeat(32)}`;

export const series8AttackModel: Attack = {
  profile: "series8",
  select: fromHex("00A4040010A0000000770100700A1000F10000010000"),
  askStatus: fromHex("00200001"),
  corpus: [
    "00A4040010A0000000770100700A1000F100000100",
    "00A4040C09A0000000770100700A",
    "00A4000000",
    "00A40000025015",
    "00A4080004 3F00 2F00 00",
    "00A4080006 3F00 5015 7002 00",
    "00A4090C02 B001",
    "00A4020C02 5031",
    "00A4030000",
    "00B0000000",
    "00B0010080",
    "00D6000004 00000000",
    "00D0000004 FFFFFFFF",
    "00CA9F7F2D",
    "00CA5F0100",
    "0020000108 313131313131FFFF",
    "0020000106 323232323232",
    "0020000208 3131313131313131",
    "00200001",
    "0024000110 313131313131FFFF 323232323232FFFF",
    "0024000210 3131313131313131 3232323232323232",
    "0024010106 323232323232",
    "002C000110 3131313131313131 323232323232FFFF",
    "002C010108 3131313131313131",
    "002C020108 323232323232FFFF",
    "002C0301",
    "002241B606 800111 830101",
    "002241B806 800111 830101",
    `002A9E9A33${digestInfo}00`,
    `002A9E9A20${"AB".repeat(32)}00`,
    `102A8086FF${"01".repeat(255)}`,
    "002A808601 01 00",
    "0047000005 AC03820103 00",
    "0084000018",
    "00C0000000",
    "00CB3FFF00000A5C035FC105000000000000",
  ].map(fromHex),
  hashedForm: (passcode) => Buffer.from(passcode),
  countTries(model, { ins, p1, p2, data }) {
    const reference = p2 === 1 ? "pin" : p2 === 2 ? "puk" : undefined;
    if (reference === undefined) return;
    const first = readPasscode(data.subarray(0, 8));
    const second = data.length === 16 ? readPasscode(data.subarray(8)) : undefined;
    const isSettable = second !== undefined && (reference === "puk" || isSettablePasscode(second));
    if (ins === Instruction.VERIFY && p1 === 0 && data.length > 0 && readPasscode(data) !== undefined)
      oneTryLess(model, reference);
    if (ins === Instruction.CHANGE_REFERENCE_DATA && p1 === 0 && first !== undefined && isSettable)
      oneTryLess(model, reference);
    if (ins === Instruction.RESET_RETRY_COUNTER && reference === "pin" && first !== undefined) {
      if ((p1 === 0 && isSettable) || (p1 === 1 && data.length === 8)) oneTryLess(model, "puk");
    }
  },
  gained({ ins, data }) {
    if (ins === Instruction.VERIFY) return data.length > 0;
    return changing.has(ins);
  },
};
