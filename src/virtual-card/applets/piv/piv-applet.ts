import { type CommandApdu, encodeTlv, fromHex, Instruction, StatusWord } from "../../../iso7816/index.ts";
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

const commands: ReadonlyMap<number, PivCommand> = new Map([
  [Instruction.VERIFY, verify],
  [Instruction.CHANGE_REFERENCE_DATA, changeReferenceData],
  [Instruction.RESET_RETRY_COUNTER, resetRetryCounter],
  [Instruction.GENERATE_ASYMMETRIC_KEY_PAIR, generateKeyPair],
  [Instruction.GENERAL_AUTHENTICATE, generalAuthenticate],
  [Instruction.GET_DATA_NAMED, getData],
  [Instruction.PUT_DATA, putData],
]);

/** The PIV application of SP 800-73-4 and -5, without secure messaging and on-card comparison. */
export class PivApplet implements Applet {
  readonly aid = pivAid;
  readonly shortestAid: number;
  readonly chainable: ReadonlySet<number> = new Set([
    Instruction.CHANGE_REFERENCE_DATA,
    Instruction.GENERATE_ASYMMETRIC_KEY_PAIR,
    Instruction.GENERAL_AUTHENTICATE,
    Instruction.PUT_DATA,
  ]);
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
    if (command.ins === Instruction.SELECT) return status(StatusWord.WRONG_P1_P2);
    const run = commands.get(command.ins);
    return run === undefined ? status(StatusWord.INSTRUCTION_NOT_SUPPORTED) : run(this.#state, command, context);
  }

  refuseChain(first: CommandApdu, { turn }: ProcessContext): number | undefined {
    if (this.#state.profile.chainRefusal === "last-block" || first.ins !== Instruction.GENERAL_AUTHENTICATE)
      return undefined;
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
