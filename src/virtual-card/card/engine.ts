import { decodeCommand, encodeResponse, Instruction, MalformedTlvError, StatusWord } from "../../iso7816/index.ts";
import type { CommandApdu } from "../../iso7816/index.ts";
import { PowerLostError, StoreFailedError } from "../image/image-store.ts";
import { KeyNeededError } from "../secrets/key-maker.ts";
import { status, type Answer, type Applet } from "./applet.ts";
import { isChained, refusalOfClass } from "./class-byte.ts";
import { CommandChain } from "./command-chain.ts";
import { ResponseBuffer, type ResponseStyle } from "./response-buffer.ts";

const byDedicatedFileName = 0x04;

export interface EngineOptions {
  readonly responseStyle: ResponseStyle;
  readonly extendedLength: boolean;
  /** Whether the first application is selected already when the card comes up. */
  readonly selectedAtReset: boolean;
  /** Told of every exception that the card answered 6F00 for: each is a defect. */
  readonly onDefect?: ((error: unknown) => void) | undefined;
}

/** Takes APDUs to applications: what every card does, whatever it has on it. Any bytes in, a status word out. */
export class Engine {
  readonly #applets: readonly Applet[];
  readonly #options: EngineOptions;
  readonly #chain = new CommandChain();
  readonly #response: ResponseBuffer;
  #selected: Applet | undefined;
  #turn = 0;
  #unfinished: CommandApdu | undefined;

  constructor(applets: readonly Applet[], options: EngineOptions) {
    this.#applets = applets;
    this.#options = options;
    this.#response = new ResponseBuffer(options.responseStyle);
    this.reset();
  }

  /** What power-off and reset do: the selection, half a chain, an unfetched answer and every security status are gone. */
  reset(): void {
    this.#chain.drop();
    this.#response.drop();
    for (const applet of this.#applets) applet.deselect();
    this.#selected = this.#options.selectedAtReset ? this.#applets[0] : undefined;
    this.#turn = 0;
    this.#unfinished = undefined;
  }

  /** Throws KeyNeededError if the command needs a key first: `unfinished` has it then. */
  transmit(bytes: Uint8Array): Uint8Array {
    this.#unfinished = undefined;
    const { sw, data } = this.#answer(bytes);
    return encodeResponse(sw, data);
  }

  /** The command that needs a key. Undefined after a reset, and once another has come. */
  get unfinished(): object | undefined {
    return this.#unfinished;
  }

  /** Carries out again the command that needs a key. */
  finish(): Uint8Array {
    const command = this.#unfinished;
    if (command === undefined) throw new RangeError("no command is unfinished");
    this.#unfinished = undefined;
    const { sw, data } = this.#response.deliver(this.#guarded(command), command);
    return encodeResponse(sw, data);
  }

  #answer(bytes: Uint8Array): Answer {
    const command = decodeCommand(bytes);
    if (command === undefined || (command.extended && !this.#options.extendedLength)) {
      this.#beginTurn();
      return status(StatusWord.WRONG_LENGTH);
    }
    if (command.ins === Instruction.GET_RESPONSE && command.cla === 0 && this.#response.waiting) {
      return this.#response.getResponse(command);
    }
    const continued = this.#chain.isContinuedBy(command);
    if (!continued) this.#beginTurn();
    const refusal = refusalOfClass(command.cla);
    if (refusal !== undefined) {
      this.#chain.drop();
      return status(refusal);
    }
    if (isChained(command.cla)) return this.#keep(command, continued);
    const whole = continued ? this.#chain.complete(command) : command;
    return this.#response.deliver(this.#guarded(whole), whole);
  }

  #beginTurn(): void {
    this.#turn += 1;
    this.#chain.drop();
    this.#response.drop();
  }

  #keep(block: CommandApdu, continued: boolean): Answer {
    if (this.#selected?.chainable.has(block.ins) !== true) return status(StatusWord.CHAINING_NOT_SUPPORTED);
    const refusal = continued ? undefined : this.#selected.refuseChain?.(block, { turn: this.#turn });
    if (refusal !== undefined) return status(refusal);
    return status(this.#chain.add(block) ? StatusWord.SUCCESS : StatusWord.NOT_ENOUGH_MEMORY);
  }

  #guarded(command: CommandApdu): Answer {
    try {
      return this.#route(command);
    } catch (error) {
      if (error instanceof MalformedTlvError) return status(StatusWord.WRONG_DATA);
      if (error instanceof StoreFailedError) return status(StatusWord.MEMORY_FAILURE);
      if (error instanceof KeyNeededError) this.#unfinished = command;
      if (error instanceof PowerLostError || error instanceof KeyNeededError) throw error;
      this.#options.onDefect?.(error);
      return status(StatusWord.NO_PRECISE_DIAGNOSIS);
    }
  }

  #route(command: CommandApdu): Answer {
    if (command.ins === Instruction.SELECT && command.p1 === byDedicatedFileName) return this.#select(command);
    if (command.ins === Instruction.GET_RESPONSE) return this.#response.getResponse(command);
    if (this.#selected === undefined) return status(StatusWord.NO_CURRENT_FILE);
    return this.#selected.process(command, { turn: this.#turn });
  }

  #select(command: CommandApdu): Answer {
    const named = this.#applets.find((applet) => isNamedBy(command.data, applet));
    if (named === undefined) return status(StatusWord.FILE_NOT_FOUND);
    const answer = named.select(command, named === this.#selected);
    if (answer.sw === StatusWord.SUCCESS && named !== this.#selected) {
      this.#selected?.deselect();
      this.#selected = named;
    }
    return answer;
  }
}

function isNamedBy(name: Uint8Array, { aid, shortestAid }: Applet): boolean {
  return name.length >= shortestAid && name.length <= aid.length && name.every((byte, index) => byte === aid[index]);
}
