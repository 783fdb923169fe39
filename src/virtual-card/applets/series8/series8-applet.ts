import { type CommandApdu, fromHex, Instruction, StatusWord } from "../../../iso7816/index.ts";
import { status, type Answer, type Applet } from "../../card/applet.ts";
import { changeReferenceData } from "./commands/change-reference-data.ts";
import type { Series8Command } from "./commands/command.ts";
import { generateKeyPair } from "./commands/generate-key-pair.ts";
import { getChallenge } from "./commands/get-challenge.ts";
import { getData } from "./commands/get-data.ts";
import { manageSecurityEnvironment } from "./commands/manage-security-environment.ts";
import { performSecurityOperation } from "./commands/perform-security-operation.ts";
import { readBinary } from "./commands/read-binary.ts";
import { resetRetryCounter } from "./commands/reset-retry-counter.ts";
import { answerOf, isSelectionControl, selectFile } from "./commands/select-file.ts";
import { verify } from "./commands/verify.ts";
import { updateBinary, writeBinary } from "./commands/write-binary.ts";
import { Series8State, type Series8StateOptions } from "./series8-state.ts";

const commands: ReadonlyMap<number, Series8Command> = new Map([
  [Instruction.VERIFY, verify],
  [Instruction.MANAGE_SECURITY_ENVIRONMENT, manageSecurityEnvironment],
  [Instruction.CHANGE_REFERENCE_DATA, changeReferenceData],
  [Instruction.PERFORM_SECURITY_OPERATION, performSecurityOperation],
  [Instruction.RESET_RETRY_COUNTER, resetRetryCounter],
  [Instruction.GENERATE_ASYMMETRIC_KEY_PAIR, generateKeyPair],
  [Instruction.GET_CHALLENGE, getChallenge],
  [Instruction.SELECT, selectFile],
  [Instruction.READ_BINARY, readBinary],
  [Instruction.GET_DATA, getData],
  [Instruction.WRITE_BINARY, writeBinary],
  [Instruction.UPDATE_BINARY, updateBinary],
]);

/**
 * The application of an Oberthur AuthentIC 3.2 card with a PKCS #15 file system, as far as OpenSC's driver for it shows
 * what it is. Representative: no public source says what a real NHS series 8 card has on it.
 */
export class Series8Applet implements Applet {
  readonly aid: Uint8Array;
  readonly shortestAid: number;
  readonly chainable: ReadonlySet<number> = new Set([Instruction.PERFORM_SECURITY_OPERATION]);
  readonly #state: Series8State;

  constructor(options: Series8StateOptions) {
    this.aid = fromHex(options.profile.aid);
    this.shortestAid = options.profile.shortestAid;
    this.#state = new Series8State(options);
  }

  /** Selects the application's directory. Every security status is gone afterwards. */
  select(command: CommandApdu): Answer {
    if (!isSelectionControl(command.p2)) return status(StatusWord.WRONG_P1_P2);
    const directory = this.#state.files.byName(this.aid);
    if (directory === undefined) return status(StatusWord.FILE_NOT_FOUND);
    this.#state.dropSecurityStatus();
    this.#state.files.select(directory);
    return answerOf(directory, command.p2);
  }

  deselect(): void {
    this.#state.dropSecurityStatus();
    this.#state.files.reset();
  }

  process(command: CommandApdu): Answer {
    const run = commands.get(command.ins);
    return run === undefined ? status(StatusWord.INSTRUCTION_NOT_SUPPORTED) : run(this.#state, command);
  }
}
