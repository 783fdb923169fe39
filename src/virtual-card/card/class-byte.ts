import { StatusWord } from "../../iso7816/index.ts";

const chainingBit = 0x10;

/** Whether more blocks of the same command follow (ISO/IEC 7816-4, 5.1.1, bit 5). */
export function isChained(cla: number): boolean {
  return (cla & chainingBit) !== 0;
}

/** Why a class byte is refused; undefined for the basic channel without secure messaging, chained or not. */
export function refusalOfClass(cla: number): number | undefined {
  if ((cla & ~chainingBit) === 0) return undefined;
  if ((cla & 0xe0) === 0) {
    return (cla & 0x03) !== 0 ? StatusWord.CHANNEL_NOT_SUPPORTED : StatusWord.SECURE_MESSAGING_NOT_SUPPORTED;
  }
  return (cla & 0xc0) === 0x40 ? StatusWord.CHANNEL_NOT_SUPPORTED : StatusWord.CLASS_NOT_SUPPORTED;
}
