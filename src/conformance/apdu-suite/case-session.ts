import {
  asProtocolWants,
  decodeCommand,
  decodeResponse,
  describeStatusWord,
  formatStatusWord,
  fromHex,
  StatusWord,
  statusWordOf,
  toHex,
  withShortApdus,
  type CardConnection,
} from "../../iso7816/index.ts";
import { comparesSecret, type KnownSecrets } from "../secrets/known-secrets.ts";
import { proveAdministrationKey } from "./administration.ts";
import { commandOf, isChanging } from "./case-commands.ts";
import { sourceOf } from "./apdu-result.ts";
import type { CaseJournal } from "./case-journal.ts";
import { fillIn, type CardUnderTest } from "./case-variables.ts";
import { isEmptyObject } from "./restore-card.ts";
import type { ApduCase, ApduStep } from "./script.ts";

const selectPiv = "00 A4 04 00 [A0 00 00 03 08 00 00 10 00 01 00] 00";
const selectAuthentic = "00 A4 04 00 [A0 00 00 00 77 01 00 70 0A 10 00 F1 00 00 01 00] 00";
const logOutOfPiv = "00 20 FF 80";

/** Status words by which a card says that it did not carry a command out, and so compared no secret. */
const notCarriedOut: ReadonlySet<number> = new Set([
  StatusWord.SECURITY_STATUS_NOT_SATISFIED,
  StatusWord.FUNCTION_NOT_SUPPORTED,
  StatusWord.WRONG_P1_P2,
  StatusWord.REFERENCE_NOT_FOUND,
  StatusWord.INSTRUCTION_NOT_SUPPORTED,
  StatusWord.CLASS_NOT_SUPPORTED,
]);

/** What is wrong with an answer, or only noteworthy. */
export interface StepFindings {
  readonly wrong?: string;
  /** Why the case cannot be judged on this card: it does not have what the standard leaves optional. */
  readonly unsupported?: string;
  readonly warnings: readonly string[];
}

export interface SessionOptions {
  readonly card: CardUnderTest;
  readonly secrets: KnownSecrets;
  readonly test: ApduCase;
  readonly journal: CaseJournal;
}

/** One case on one connection: sends its commands, keeps the journal, and knows what the card accepted. */
export class CaseSession {
  readonly #raw: CardConnection;
  readonly #whole: CardConnection;
  readonly #options: SessionOptions;
  readonly #remembered = new Map<string, string>();
  readonly #sent = new Set<number>();
  readonly #accepted = new Set<number>();
  #step: number | undefined;
  #restoring = false;
  /** Whether tries may have been spent, or a secret or an object been changed. */
  touched = false;
  /** Whether the card compared a wrong PUK. */
  pukTouched = false;

  constructor(connection: CardConnection, options: SessionOptions) {
    this.#options = options;
    this.#raw = {
      atr: connection.atr,
      protocol: connection.protocol,
      transaction: (work) => connection.transaction(work),
      disconnect: () => connection.disconnect(),
      transmit: (bytes) => this.#transmit(connection, bytes),
    };
    this.#whole = withShortApdus(this.#raw);
  }

  /** A connection that takes long commands, and whose commands are followed as those of the steps are. */
  get connection(): CardConnection {
    return this.#whole;
  }

  /** Selects the application; of PIV it also drops what an earlier case may have left verified, as ours alone cannot. */
  async begin(): Promise<string | undefined> {
    const isPiv = this.#options.card.layout === undefined;
    const { wrong } = await this.#carryOut({ send: isPiv ? selectPiv : selectAuthentic });
    if (isPiv) await this.#raw.transmit(fromHex(logOutOfPiv));
    return wrong === undefined ? undefined : `the application could not be selected: ${wrong}`;
  }

  /** Stops at the first step whose answer is wrong, and says which and why. */
  async run(steps: readonly ApduStep[]): Promise<StepFindings> {
    const warnings: string[] = [];
    for (const [index, step] of steps.entries()) {
      this.#step = index;
      const name = `step ${index + 1} (${shortened(step.send ?? step.sendOnly ?? "proof of the administration key")})`;
      const found = await this.#carryOut(step);
      if (found.unsupported !== undefined) return { unsupported: `${name}: ${found.unsupported}`, warnings };
      if (found.wrong !== undefined) return { wrong: `${name}: ${found.wrong}`, warnings };
      warnings.push(...found.warnings.map((warning) => `${name}: ${warning}`));
    }
    return { warnings };
  }

  /** Nothing on the card was changed. */
  async forget(): Promise<void> {
    if (this.#sent.size > 0) await this.#options.journal.clear();
  }

  /** From now on what is sent brings the card back. */
  async beginRestoring(): Promise<void> {
    this.#step = undefined;
    this.#restoring = true;
    if (this.#sent.size > 0) await this.#write();
  }

  async #carryOut(step: ApduStep): Promise<StepFindings> {
    const { card } = this.#options;
    if (step.authenticate !== undefined) {
      const wrong = await proveAdministrationKey(this.#whole, card, step.authenticate);
      return { warnings: [], ...(wrong === undefined ? {} : { wrong }) };
    }
    const connection = step.send === undefined ? this.#raw : this.#whole;
    const command = commandOf(this.#fill(step.send ?? step.sendOnly ?? ""));
    const { data, sw } = decodeResponse(await connection.transmit(command));
    if (step.remember !== undefined) this.#remembered.set(step.remember, formatStatusWord(sw));
    if (step.rememberData !== undefined) this.#remembered.set(step.rememberData, toHex(data));
    return this.#judge(step, sw, data);
  }

  #judge(step: ApduStep, sw: number, data: Uint8Array): StepFindings {
    const given = formatStatusWord(sw);
    const answered = `the card answered ${given} (${describeStatusWord(sw)})`;
    if (step.optional?.includes(given) === true) {
      return { unsupported: `${answered}: ${whatIsLacking(sw)}`, warnings: [] };
    }
    if (step.orEmpty === true && sw === StatusWord.SUCCESS && isEmptyObject(data)) {
      return { warnings: [`${answered}: it keeps the object with nothing in it, and no command takes that off`] };
    }
    const expected = (step.refused ?? step.sw ?? ["9000"]).map((pattern) => this.#fill(pattern));
    if (!expected.some((pattern) => matches(given, pattern.replaceAll("x", ".")))) {
      if (step.refused !== undefined && isRefusal(sw)) {
        const notFixed = `${sourceOf(this.#options.test)} does not fix the status word`;
        return { warnings: [`${answered}, where the clause names ${expected.join(" or ")}; ${notFixed}`] };
      }
      const wanted = step.refused === undefined ? expected.join(" or ") : `a refusal, such as ${expected.join(" or ")}`;
      const differs = `${answered}, expected ${wanted}`;
      return step.notFixed === undefined
        ? { wrong: differs, warnings: [] }
        : { warnings: [`${differs}; ${step.notFixed}`] };
    }
    if (step.data === undefined || matches(toHex(data), patternOf(step.data))) return { warnings: [] };
    const shown = toHex(data).slice(0, 80) || "no data";
    return { wrong: `the card answered ${shown}, expected ${step.data.slice(0, 80)}`, warnings: [] };
  }

  async #transmit(connection: CardConnection, written: Uint8Array): Promise<Uint8Array> {
    const bytes = asProtocolWants(connection, written);
    const command = decodeCommand(bytes);
    if (command === undefined) return connection.transmit(bytes);
    const changes = isChanging(command);
    if (changes) await this.#noteSent();
    const given = this.#options.secrets.given(command);
    const answer = await connection.transmit(bytes).catch((error: unknown) => {
      // A command without an answer may have been carried out.
      this.touched ||= changes;
      throw error;
    });
    const sw = statusWordOf(answer);
    if (sw === StatusWord.SUCCESS) {
      this.touched ||= changes;
      this.#options.secrets.accepted(command);
      if (changes) await this.#noteAccepted();
    } else if (comparesSecret(command) && (sw === undefined || !notCarriedOut.has(sw))) {
      this.touched = true;
      this.pukTouched ||= given?.name === "puk";
    }
    return answer;
  }

  async #noteSent(): Promise<void> {
    if (this.#step === undefined || this.#sent.has(this.#step)) return;
    this.#sent.add(this.#step);
    await this.#write();
  }

  async #noteAccepted(): Promise<void> {
    if (this.#step === undefined || this.#accepted.has(this.#step)) return;
    this.#accepted.add(this.#step);
    await this.#write();
  }

  #write(): Promise<void> {
    return this.#options.journal.write({
      case: this.#options.test.id,
      sent: [...this.#sent],
      accepted: [...this.#accepted],
      restoring: this.#restoring,
    });
  }

  #fill(text: string): string {
    return fillIn(text, this.#options.card, this.#remembered);
  }
}

function whatIsLacking(sw: number): string {
  if (sw === StatusWord.NOT_ENOUGH_MEMORY) return "it has no room for it";
  if (sw === StatusWord.WRONG_DATA) return "it does not have this algorithm in this slot";
  return "it does not have the optional object or slot";
}

function shortened(command: string): string {
  return command.length > 60 ? `${command.slice(0, 57)}...` : command;
}

/** An error of ISO/IEC 7816-4, table 5: nothing was done. */
function isRefusal(sw: number): boolean {
  return sw >> 8 >= 0x67 && sw >> 8 <= 0x6f && sw >> 8 !== 0x6c;
}

function patternOf(data: string): string {
  return data.replaceAll(" ", "").replaceAll("x", ".").replace("*", ".*");
}

function matches(text: string, pattern: string): boolean {
  return new RegExp(`^(?:${pattern})$`).test(text);
}
