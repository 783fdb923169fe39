import type { ReaderSlot } from "../../reader-slot.ts";
import { mostAtrBytes, protocolBit, readerNameBytes } from "./constants.ts";
import { writeU32 } from "./native-integers.ts";

/** One reader in the table that clients read. A free place is all zeros. */
export const recordBytes = 184;

const state = { absent: 0x02, present: 0x04, powered: 0x10, negotiable: 0x20 } as const;

/** Where the fields of a record are. */
const at = { name: 0, changes: 128, state: 132, sharing: 136, atr: 140, atrLength: 176, protocol: 180 } as const;

/** Writes the reader's record at the place of the table with that index. */
export function writeRecord(table: Buffer, index: number, name: string, slot: ReaderSlot): void {
  const record = table.subarray(index * recordBytes, (index + 1) * recordBytes);
  const atr = slot.card?.atr.subarray(0, mostAtrBytes) ?? new Uint8Array();
  record.write(name, at.name, readerNameBytes - 1, "utf8");
  writeU32(record, at.changes, slot.changes);
  writeU32(record, at.state, stateOf(slot));
  writeU32(record, at.sharing, slot.sharing === "exclusive" ? -1 : slot.sharing);
  record.set(atr, at.atr);
  writeU32(record, at.atrLength, atr.length);
  writeU32(record, at.protocol, activeProtocolBit(slot));
}

/** The bit of the protocol in use, 0 if none was chosen yet. */
export function activeProtocolBit({ protocol }: ReaderSlot): number {
  if (protocol === undefined) return protocolBit.none;
  if (protocol === "raw") return protocolBit.raw;
  return protocol === "T=0" ? protocolBit.t0 : protocolBit.t1;
}

function stateOf({ card, powered }: ReaderSlot): number {
  if (card === undefined) return state.absent;
  return powered ? state.present | state.powered | state.negotiable : state.present;
}
