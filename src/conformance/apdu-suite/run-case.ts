import {
  decodeResponse,
  describeStatusWord,
  encodeCommand,
  formatStatusWord,
  fromHex,
  toHex,
  withShortApdus,
  type CardConnection,
} from "../../iso7816/index.ts";
import { isTestkitError } from "../../foundation/errors/testkit-error.ts";
import { proveAdministrationKey } from "./administration.ts";
import type { ApduCase, ApduEffect, ApduStep } from "./script.ts";
import { fillIn, type CardUnderTest } from "./case-variables.ts";

export interface ApduResult {
  readonly id: string;
  readonly title: string;
  readonly clause: string;
  readonly verdict: "passed" | "failed" | "not-applicable" | "skipped";
  /** Why it failed, or why it was not run. Never holds a passcode. */
  readonly reason?: string;
}

export interface RunOptions {
  /** What may be done to the card; only reading unless more is given. */
  readonly allowed?: readonly ApduEffect[];
}

/** Carries out one case on a connected card, whichever it is. */
export async function runCase(
  connection: CardConnection,
  test: ApduCase,
  card: CardUnderTest,
  { allowed = ["reads"] }: RunOptions = {},
): Promise<ApduResult> {
  const { id, title, clause } = test;
  const result = { id, title, clause };
  const missing = test.needs.find((need) => !has(card, need));
  if (missing !== undefined) return { ...result, verdict: "not-applicable", reason: `the card has no key ${missing}` };
  if (card.puk === undefined && usesPuk(test)) {
    return { ...result, verdict: "not-applicable", reason: "the card's unblocking code is not known" };
  }
  if (test.interface !== (card.interface ?? "contact")) {
    return { ...result, verdict: "not-applicable", reason: `it is about ${test.interface} use` };
  }
  if (!allowed.includes(test.effect))
    return { ...result, verdict: "skipped", reason: `it ${effectTexts[test.effect]}` };
  let reason: string | undefined;
  try {
    reason = await connection.transaction(() => carryOut(new Session(connection, card), test));
  } catch (error) {
    if (!isTestkitError(error, "REAL_CARD_PROTECTED") && !isTestkitError(error, "REAL_CARD_LAST_TRY")) throw error;
    return { ...result, verdict: "skipped", reason: error.message };
  }
  return reason === undefined ? { ...result, verdict: "passed" } : { ...result, verdict: "failed", reason };
}

/** Brings the card back to where it was even if a step could not be carried out. */
async function carryOut(session: Session, test: ApduCase): Promise<string | undefined> {
  let wrong: string | undefined;
  let left: string | undefined;
  try {
    wrong = (await session.begin()) ?? (await session.run(test.steps));
  } finally {
    left = await session.run(test.afterwards);
  }
  return wrong ?? (left === undefined ? undefined : `the card could not be brought back to where it was: ${left}`);
}

function usesPuk(test: ApduCase): boolean {
  return /\$\{(?:puk|wrongPuk)\}/.test(JSON.stringify(test));
}

const effectTexts: Readonly<Record<ApduEffect, string>> = {
  reads: "reads",
  "spends-tries": "spends passcode tries, and gives them back",
  writes: "writes to the card",
};

const selectPiv = "00 A4 04 00 [A0 00 00 03 08 00 00 10 00 01 00] 00";
const selectAuthentic = "00 A4 04 00 [A0 00 00 00 77 01 00 70 0A 10 00 F1 00 00 01 00] 00";
const logOutOfPiv = "00 20 FF 80";

class Session {
  readonly #raw: CardConnection;
  readonly #whole: CardConnection;
  readonly #card: CardUnderTest;
  readonly #remembered = new Map<string, string>();

  constructor(connection: CardConnection, card: CardUnderTest) {
    this.#raw = connection;
    this.#whole = withShortApdus(connection);
    this.#card = card;
  }

  /** Selects the application; of PIV it also drops what an earlier case may have left verified, as ours alone cannot. */
  async begin(): Promise<string | undefined> {
    const isPiv = this.#card.layout === undefined;
    const wrong = await this.#step({ send: isPiv ? selectPiv : selectAuthentic });
    if (isPiv) await this.#raw.transmit(fromHex(logOutOfPiv));
    return wrong === undefined ? undefined : `the application could not be selected: ${wrong}`;
  }

  /** Stops at the first step whose answer is wrong, and says which and why. */
  async run(steps: readonly ApduStep[]): Promise<string | undefined> {
    for (const [index, step] of steps.entries()) {
      const wrong = await this.#step(step);
      if (wrong !== undefined) return `step ${index + 1} (${step.send ?? step.sendOnly ?? "authenticate"}): ${wrong}`;
    }
    return undefined;
  }

  async #step(step: ApduStep): Promise<string | undefined> {
    if (step.authenticate !== undefined) return proveAdministrationKey(this.#whole, this.#card, step.authenticate);
    const connection = step.send === undefined ? this.#raw : this.#whole;
    const command = commandOf(this.#fill(step.send ?? step.sendOnly ?? ""));
    const { data, sw } = decodeResponse(await connection.transmit(command));
    const given = formatStatusWord(sw);
    if (step.remember !== undefined) this.#remembered.set(step.remember, given);
    const expected = (step.sw ?? ["9000"]).map((pattern) => this.#fill(pattern));
    if (!expected.some((pattern) => matches(given, pattern.replaceAll("x", ".")))) {
      return `${given} (${describeStatusWord(sw)}), expected ${expected.join(" or ")}`;
    }
    if (
      step.data === undefined ||
      matches(toHex(data), step.data.replaceAll(" ", "").replaceAll("x", ".").replace("*", ".*"))
    )
      return undefined;
    return `the data ${toHex(data).slice(0, 80)}, expected ${step.data.slice(0, 80)}`;
  }

  #fill(text: string): string {
    return fillIn(text, this.#card, this.#remembered);
  }
}

function matches(text: string, pattern: string): boolean {
  return new RegExp(`^(?:${pattern})$`).test(text);
}

/** `cla ins p1 p2 [data] le`, or a command that is written out. */
function commandOf(text: string): Uint8Array {
  const [, head = "", body, tail = ""] = /^([^[]*)\[([^\]]*)\](.*)$/.exec(text) ?? [];
  if (body === undefined) return fromHex(text);
  const [cla = 0, ins = 0, p1 = 0, p2 = 0] = fromHex(head);
  const [le] = fromHex(tail);
  const data = fromHex(body);
  return encodeCommand({ cla, ins, p1, p2, data, ...(le === undefined ? {} : { le: le === 0 ? 256 : le }) });
}

function has(card: CardUnderTest, need: string): boolean {
  return need === "administration" ? card.administrationKey !== undefined : card.keys[need] !== undefined;
}
