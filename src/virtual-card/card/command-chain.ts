import type { CommandApdu } from "../../iso7816/index.ts";

/** More than the largest PIV data object; a longer chain is refused, so that no terminal can fill the memory. */
const capacity = 0x8000;

/** Joins the blocks of a chained command (ISO/IEC 7816-4, 5.3.3). */
export class CommandChain {
  #first: CommandApdu | undefined;
  #blocks: Uint8Array[] = [];
  #size = 0;

  /** Whether a command is the next block: INS, P1 and P2 are those of the blocks before it. */
  isContinuedBy({ ins, p1, p2 }: CommandApdu): boolean {
    const first = this.#first;
    return first?.ins === ins && first.p1 === p1 && first.p2 === p2;
  }

  /** Keeps a block. False when the chain has become too long; it is then dropped. */
  add(block: CommandApdu): boolean {
    this.#size += block.data.length;
    if (this.#size > capacity) {
      this.drop();
      return false;
    }
    this.#first ??= block;
    this.#blocks.push(Uint8Array.from(block.data));
    return true;
  }

  /** The whole command, whose last block is the one given. */
  complete(last: CommandApdu): CommandApdu {
    const data = Buffer.concat([...this.#blocks, last.data]);
    this.drop();
    return { ...last, data };
  }

  drop(): void {
    this.#first = undefined;
    this.#blocks = [];
    this.#size = 0;
  }
}
