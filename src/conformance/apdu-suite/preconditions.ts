import { encodeCommand, fromHex, Instruction, withShortApdus, type CardConnection } from "../../iso7816/index.ts";
import { targetsOf } from "./case-commands.ts";
import type { SessionOptions } from "./case-session.ts";
import type { CardUnderTest } from "./case-variables.ts";
import { holdsObject } from "./restore-card.ts";
import type { ApduResult } from "./apdu-result.ts";
import type { ApduCase, ApduEffect } from "./script.ts";

const effectTexts: Readonly<Record<ApduEffect, string>> = {
  reads: "it reads",
  "spends-tries": "it spends passcode tries and restores them, so it needs --allow-destructive",
  writes: "it writes to the card, so it needs --allow-destructive",
  locks: "it locks the passcode by design, and the testkit never does this to a real card",
};

const firstRetiredSlot = 0x82;
const firstRetiredCertificate = 0x5fc10d;

type NotRun = Pick<ApduResult, "verdict"> & { readonly reason: string };

/** Why a case is not put to this card. Undefined if it is. */
export async function whyNotRun(
  connection: CardConnection,
  { card, test }: SessionOptions,
  allowed: readonly ApduEffect[],
): Promise<NotRun | undefined> {
  const reason = whatIsMissing(test, card);
  if (reason !== undefined) return { verdict: "not-applicable", reason };
  if (!allowed.includes(test.effect)) return { verdict: "skipped", reason: effectTexts[test.effect] };
  const inUse = await whatIsInUse(withShortApdus(connection), test, card);
  return inUse === undefined ? undefined : { verdict: "not-applicable", reason: inUse };
}

function whatIsMissing(test: ApduCase, card: CardUnderTest): string | undefined {
  if (test.interface !== (card.interface ?? "contact")) return `it is about ${test.interface} use of a card`;
  if (test.needs.includes("administration") && card.administrationKey === undefined) {
    return "it needs the administration key (--administration-key)";
  }
  if (card.puk === undefined && (test.needs.includes("puk") || usesPuk(test))) {
    return "it needs the unblocking code (PUK), in CIS2_TESTKIT_PUK";
  }
  const key = test.needs.find((need) => need !== "administration" && need !== "puk" && card.keys[need] === undefined);
  return key === undefined ? undefined : `the card has no ${key} certificate, so its key is not known`;
}

/** Whether a step of the case gives the card the PUK, a wrong one, or a new one. */
export function usesPuk({ steps }: ApduCase): boolean {
  return steps.some(({ send, sendOnly }) => /\$\{(?:puk|wrongPuk)\}/.test(send ?? sendOnly ?? ""));
}

/** What the case would write over. Its objects and slots are ones that hardly any card uses, and never one that is used. */
async function whatIsInUse(
  connection: CardConnection,
  { steps }: ApduCase,
  { passcode, layout }: CardUnderTest,
): Promise<string | undefined> {
  const { objects, slots } = targetsOf(steps);
  const certificates = slots
    .filter((slot) => slot >= firstRetiredSlot && slot <= 0x95)
    .map((slot) => (firstRetiredCertificate + slot - firstRetiredSlot).toString(16).toUpperCase());
  if (layout !== undefined || objects.length + certificates.length === 0) return undefined;
  await connection.transmit(fromHex("00A404000BA00000030800001000010000"));
  const data = Buffer.from(passcode.padEnd(8, "\xff"), "latin1");
  await connection.transmit(encodeCommand({ cla: 0, ins: Instruction.VERIFY, p1: 0, p2: 0x80, data }));
  for (const object of [...objects, ...certificates]) {
    if (await holdsObject(connection, object))
      return `the card already uses the object ${object}, so the testkit does not write to it`;
  }
  return undefined;
}
