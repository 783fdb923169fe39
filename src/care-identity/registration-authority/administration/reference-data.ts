import { Instruction, StatusWord } from "../../../iso7816/index.ts";
import { sendExpectingSuccess, type RemoteCard } from "./remote-card.ts";

const length = 8;

/**
 * RESET RETRY COUNTER (ISO/IEC 7816-4, 11.6.11): a new passcode in the place of one that is locked or forgotten.
 * @param code - the unblocking code
 */
export async function resetPasscode(
  card: RemoteCard,
  passcodeReference: number,
  code: string,
  next: string,
): Promise<void> {
  const command = {
    name: "RESET RETRY COUNTER",
    cla: 0x00,
    ins: Instruction.RESET_RETRY_COUNTER,
    p1: 0x00,
    p2: passcodeReference,
  };
  await sendExpectingSuccess(card, { ...command, data: Buffer.concat([padded(code), padded(next)]) });
}

/** CHANGE REFERENCE DATA (11.6.7) of the unblocking code. False if the card refused the old one. */
export async function changeUnblockingCode(
  card: RemoteCard,
  reference: number,
  old: string,
  next: string,
): Promise<boolean> {
  const command = {
    name: "CHANGE REFERENCE DATA",
    cla: 0x00,
    ins: Instruction.CHANGE_REFERENCE_DATA,
    p1: 0x00,
    p2: reference,
  };
  const { sw } = await card.send({ ...command, data: Buffer.concat([padded(old), padded(next)]) });
  return sw === StatusWord.SUCCESS;
}

/** Both kinds of card take eight bytes, the rest filled up with FF. */
function padded(value: string): Uint8Array {
  const bytes = new Uint8Array(length).fill(0xff);
  bytes.set(Buffer.from(value, "latin1").subarray(0, length));
  return bytes;
}
