import { type CommandApdu, fromHex, Instruction, toHex } from "../../../iso7816/index.ts";
import { success, type Answer, type Applet, type ProcessContext } from "../applet.ts";
import { Engine, type EngineOptions } from "../engine.ts";

/** Answers with what it was told to, and keeps what it was sent. */
export class Recorder implements Applet {
  readonly aid: Uint8Array;
  readonly shortestAid = 5;
  readonly chainable: ReadonlySet<number> = new Set([Instruction.PUT_DATA]);
  readonly seen: { command: CommandApdu; turn: number }[] = [];
  deselections = 0;
  answer: () => Answer = () => success();
  refusal: number | undefined;

  constructor(aid = "A00000030800") {
    this.aid = fromHex(aid);
  }

  select(command: CommandApdu): Answer {
    return command.p2 === 0x00 ? success(fromHex("6100")) : { sw: 0x6a86 };
  }

  deselect(): void {
    this.deselections += 1;
  }

  process(command: CommandApdu, { turn }: ProcessContext): Answer {
    this.seen.push({ command, turn });
    return this.answer();
  }

  refuseChain(): number | undefined {
    return this.refusal;
  }
}

const transport: EngineOptions = { responseStyle: "at-once", extendedLength: true, selectedAtReset: true };

/** An engine with a recorder, and with more applets; `send` takes and gives hexadecimal digits. */
export function engineWith(options: Partial<EngineOptions> = {}, ...more: Recorder[]) {
  const applet = new Recorder();
  const engine = new Engine([applet, ...more], { ...transport, ...options });
  const send = (command: string) => toHex(engine.transmit(fromHex(command)));
  return { applet, engine, send };
}
