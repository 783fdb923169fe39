import { decodeCommand, describeStatusWord, fromHex, Instruction, triesLeft } from "../../iso7816/index.ts";
import type { CardExchange } from "./card-trace.ts";
import { describeCommand, describeResponse } from "./describe.ts";

/** What an exchange with a card is called, and what came of it. */
export interface ExchangeWords {
  /** One line, such as `SELECT PIV` or `VERIFY: 2 tries left`. */
  readonly line: string;
  /** Command and response as text and hexadecimal, a line each. */
  readonly detail: string;
  /** The status word, 4 hexadecimal digits, if it refuses a passcode or another secret. */
  readonly refused?: string | undefined;
}

const applications: ReadonlyMap<string, string> = new Map([
  ["A000000308", "PIV"],
  ["A000000063504B43532D3135", "PKCS #15"],
]);
const byName = 0x04;
const signatures: ReadonlySet<number> = new Set([
  Instruction.GENERAL_AUTHENTICATE,
  Instruction.PERFORM_SECURITY_OPERATION,
]);

/** An exchange as a person reads it. It has to be redacted already, as `ExchangeRedaction` and `CardRecorder` do. */
export function exchangeWords(exchange: CardExchange): ExchangeWords {
  const command = fromHex(exchange.command);
  const sw = parseInt(exchange.response.slice(-4), 16);
  const notShown = exchange.secret ? " [data not shown]" : "";
  const response = exchange.withheld
    ? `${exchange.response.slice(-4)}, data not shown`
    : describeResponse(fromHex(exchange.response));
  const isRefusal = exchange.secret === true && !isSuccess(sw);
  return {
    line: `${nameOf(command)}${outcomeOf(exchange, sw)}`,
    detail: `> ${describeCommand(command)}${notShown}\n< ${response}`,
    ...(isRefusal ? { refused: exchange.response.slice(-4) } : {}),
  };
}

function nameOf(bytes: Uint8Array): string {
  const command = decodeCommand(bytes);
  const [words = ""] = describeCommand(bytes).split("  ");
  if (command?.ins === Instruction.SELECT) return `SELECT ${selected(command.p1, Buffer.from(command.data))}`.trimEnd();
  if (command?.ins !== Instruction.GENERAL_AUTHENTICATE) return words;
  const more = isChained(bytes) ? " (more follows)" : "";
  return `GENERAL AUTHENTICATE with key ${command.p2.toString(16).toUpperCase()}${more}`;
}

function selected(p1: number, data: Buffer): string {
  const hex = data.toString("hex").toUpperCase();
  const [, application] = [...applications].find(([prefix]) => p1 === byName && hex.startsWith(prefix)) ?? [];
  return application ?? hex;
}

function outcomeOf(exchange: CardExchange, sw: number): string {
  const ins = parseInt(exchange.command.slice(2, 4), 16);
  const tries = triesLeft(sw);
  if (tries === 0) return ": locked, no tries left";
  if (tries !== undefined) {
    const left = `${tries} ${tries === 1 ? "try" : "tries"} left`;
    return isQuery(exchange) ? " asks for the retry counter: " + left : `: ${left}`;
  }
  if (!isSuccess(sw)) return `: ${describeStatusWord(sw)}`;
  if (ins === Instruction.VERIFY) return exchange.secret ? ": passcode accepted" : ": already verified";
  return signatures.has(ins) && !exchange.secret && !isChained(fromHex(exchange.command)) ? ": signed" : "";
}

/** Whether the command goes on in the next (ISO/IEC 7816-4, 5.3.3). */
function isChained([cla = 0]: Uint8Array): boolean {
  return (cla & 0x10) !== 0;
}

/** VERIFY without data asks how many tries are left, and spends none. */
function isQuery({ command, secret }: CardExchange): boolean {
  return !secret && parseInt(command.slice(2, 4), 16) === Instruction.VERIFY;
}

function isSuccess(sw: number): boolean {
  return sw === 0x9000 || sw >> 8 === 0x61 || sw >> 8 === 0x6c;
}
