import { fromHex, Instruction, toHex } from "../../iso7816/index.ts";
import { isPin, padPin } from "../applets/piv/pin-format.ts";
import { oneTryLess, type Attack } from "./attack-model.ts";

const changing: ReadonlySet<number> = new Set([
  Instruction.CHANGE_REFERENCE_DATA,
  Instruction.RESET_RETRY_COUNTER,
  Instruction.GENERATE_ASYMMETRIC_KEY_PAIR,
  Instruction.PUT_DATA,
]);

const hash = "2CF24DBA5FB0A30E26E83B2AC5B9E29E1B161E5C1FA7425E73043362938B9824";

export const pivAttackModel: Attack = {
  profile: "piv",
  select: fromHex("00A404000BA00000030800001000010000"),
  askStatus: fromHex("00200080"),
  corpus: [
    "00A404000BA00000030800001000010000",
    "00A4040009A0000003080000100000",
    "00A4040005A00000000300",
    "00CB3FFF055C035FC10200",
    "00CB3FFF055C035FC10500",
    "00CB3FFF055C035FC10900",
    "00CB3FFF035C017E00",
    "0020008008313131313131FFFF",
    "002000800832323232323232FF",
    "00200080",
    "0020FF80",
    "00240080103131313131313131FFFFFFFF3132333435363738",
    "0024008110FFFFFFFFFFFFFFFF3132333435363738",
    "0024008010313131313131FFFF323232323232FFFF",
    "002C008010FFFFFFFF31313131323232323232FFFF",
    `0087119C267C2482008120${hash}00`,
    `0087119A267C2482008120${hash}00`,
    `1087079AFF7C820106820081820100${"00".repeat(245)}`,
    `0087079A0B${"00".repeat(11)}00`,
    "0087039B047C02810000",
    "0087039B047C02800000",
    "0087039B0A7C088206010203040506",
    "0047009A05AC03800107 00",
    "00DB3FFF095C035FC10253020101",
    "10DB3FFF055C035FC102",
    "00C0000000",
    "00CB3FFF00000A5C035FC105000000000000",
  ].map(fromHex),
  hashedForm: padPin,
  countTries(model, { ins, p1, p2, data }) {
    if (p1 !== 0) return;
    const [first, second] = [data.subarray(0, 8), data.subarray(8)];
    const pinTried =
      (ins === Instruction.VERIFY && p2 === 0x80 && isPin(data)) ||
      (ins === Instruction.CHANGE_REFERENCE_DATA && p2 === 0x80 && data.length === 16 && isPin(first) && isPin(second));
    const pukTried =
      data.length === 16 &&
      ((ins === Instruction.CHANGE_REFERENCE_DATA && p2 === 0x81) ||
        (ins === Instruction.RESET_RETRY_COUNTER && p2 === 0x80 && isPin(second)));
    if (pinTried) oneTryLess(model, "pin");
    if (pukTried) oneTryLess(model, "puk");
  },
  gained({ ins, p2, data }, answer) {
    if (ins === Instruction.VERIFY) return data.length > 0;
    if (ins === Instruction.GENERAL_AUTHENTICATE && p2 === 0x9b) return answer[2] === 0x82 || toHex(answer) === "9000";
    if (ins === Instruction.GENERAL_AUTHENTICATE) return true;
    if (ins === Instruction.GET_DATA_NAMED) return toHex(data) === "5C035FC109";
    return changing.has(ins);
  },
};
