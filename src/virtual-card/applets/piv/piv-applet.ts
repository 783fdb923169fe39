import { encodeTlv, fromHex, StatusWord, type CommandApdu } from "../../../iso7816/index.ts";
import { status, success, type Answer, type Applet, type ProcessContext } from "../../card/applet.ts";
import { changeReferenceData } from "./commands/change-reference-data.ts";
import type { PivCommand } from "./commands/command.ts";
import { generalAuthenticate, refusalBeforeData } from "./commands/general-authenticate.ts";
import { generateKeyPair } from "./commands/generate-key-pair.ts";
import { getData } from "./commands/get-data.ts";
import { putData } from "./commands/put-data.ts";
import { resetRetryCounter } from "./commands/reset-retry-counter.ts";
import { verify } from "./commands/verify.ts";
import type { PivProfile } from "./piv-profile.ts";
import { PivState, type PivStateOptions } from "./piv-state.ts";

/** The PIV Card Application (SP 800-73-4, Part 1, 2.2). */
export const pivAid = fromHex("A000000308000010000100");
const registeredIdentifier = pivAid.subarray(0, 5);
const select = 0xa4;
const authenticate = 0x87;

const commands: ReadonlyMap<number, PivCommand> = new Map([
  [0x20, verify],
  [0x24, changeReferenceData],
  [0x2c, resetRetryCounter],
  [0x47, generateKeyPair],
  [authenticate, generalAuthenticate],
  [0xcb, getData],
  [0xdb, putData],
]);

/** The PIV application of SP 800-73-4 and -5, without secure messaging and on-card comparison. */
export class PivApplet implements Applet {
  readonly aid = pivAid;
  readonly shortestAid: number;
  readonly chainable: ReadonlySet<number> = new Set([0x24, 0x47, authenticate, 0xdb]);
  readonly #state: PivState;
  readonly #propertyTemplate: Uint8Array;

  constructor(options: PivStateOptions) {
    this.shortestAid = options.profile.shortestAid;
    this.#state = new PivState(options);
    this.#propertyTemplate = propertyTemplate(options.profile);
  }

  select(command: CommandApdu, again: boolean): Answer {
    if (command.p2 !== 0x00) return status(StatusWord.WRONG_P1_P2);
    if (again && this.#state.profile.statusOnReselect === "dropped") this.#state.dropSecurityStatus();
    return success(this.#propertyTemplate);
  }

  deselect(): void {
    this.#state.dropSecurityStatus();
  }

  process(command: CommandApdu, context: ProcessContext): Answer {
    if (command.ins === select) return status(StatusWord.WRONG_P1_P2);
    const run = commands.get(command.ins);
    return run === undefined ? status(StatusWord.INSTRUCTION_NOT_SUPPORTED) : run(this.#state, command, context);
  }

  refuseChain(first: CommandApdu, { turn }: ProcessContext): number | undefined {
    if (this.#state.profile.chainRefusal === "last-block" || first.ins !== authenticate) return undefined;
    return refusalBeforeData(this.#state, first.p1, first.p2, turn);
  }
}

function propertyTemplate(profile: PivProfile): Uint8Array {
  const identifier = profile.identifierInTemplate === "whole" ? pivAid : pivAid.subarray(registeredIdentifier.length);
  return encodeTlv(0x61, [
    encodeTlv(0x4f, identifier),
    encodeTlv(0x79, encodeTlv(0x4f, registeredIdentifier)),
    encodeTlv(0x50, Buffer.from(profile.label, "latin1")),
  ]);
}
