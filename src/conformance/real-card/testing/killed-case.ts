import assert from "node:assert/strict";
import { openSmartcard } from "../../../client/index.ts";
import { TestkitError } from "../../../foundation/errors/testkit-error.ts";
import { isThorough } from "../../../foundation/testing/thorough.ts";
import { decodeCommand, type CardConnection, type ReaderSource } from "../../../iso7816/index.ts";
import type { ApduResult } from "../../apdu-suite/apdu-result.ts";
import { isChanging } from "../../apdu-suite/case-commands.ts";
import type { RunOptions } from "../../apdu-suite/run-case.ts";
import type { ApduCase } from "../../apdu-suite/script.ts";
import { runCases } from "../../apdu-suite/suite.ts";
import { comparesSecret } from "../../secrets/known-secrets.ts";
import { recoverCard } from "../recover-card.ts";
import type { TestedCard } from "./tested-card.ts";

const allowed = ["reads", "spends-tries", "writes"] as const satisfies RunOptions["allowed"];

/** Those of which a run that is killed may leave something on a card. */
export function destructiveCases(cases: readonly ApduCase[], thorough = isThorough): readonly ApduCase[] {
  return cases.filter(({ effect, steps }) => {
    // What a wrong VERIFY took, the next run's right one gives back.
    const isChange = thorough || steps.some(({ send = "" }) => /^00 (24|2C|47|D6|DB) /.test(send));
    return isChange && (effect === "writes" || effect === "spends-tries");
  });
}

/** Kills the run of one case at each of its commands, before and after the card carried it out. */
export async function killEverywhere(make: () => Promise<TestedCard>, test: ApduCase): Promise<void> {
  const first = isThorough ? 1 : await firstThatMatters(make, test);
  for (let at = first; ; at += 1) {
    let sent = 0;
    for (const carriedOut of [false, true]) {
      const card = await make();
      const before = card.dump();
      const { source, state } = killedAt(card.readers, at, carriedOut);
      const connect = card.connectThrough(source);
      const run = runCases([test], connect, card.about, { allowed, journal: card.journal });
      // What the killed process would have made of it does not matter.
      await toItsEnd(run).catch(() => undefined);
      sent = state.sent;
      const place = `${test.id} killed at command ${at}${carriedOut ? ", which was carried out" : ""}`;
      await nextRun(card, place);
      assert.deepEqual(card.dump(), before, place);
    }
    if (sent < at) return;
  }
}

/** The number of the first command after which the card may be otherwise. */
async function firstThatMatters(make: () => Promise<TestedCard>, test: ApduCase): Promise<number> {
  const card = await make();
  const { source, state } = killedAt(card.readers, Infinity, false);
  const run = runCases([test], card.connectThrough(source), card.about, { allowed, journal: card.journal });
  await toItsEnd(run);
  return state.firstThatMatters;
}

/** What a run does before its first scenario. */
async function nextRun(card: TestedCard, place: string): Promise<void> {
  const { progress } = card.journal;
  if (progress !== undefined) {
    const { readers, named, recoverWith: about } = card;
    const text = await recoverCard(progress, { readers, named, about });
    assert.match(text, new RegExp(`in the middle of ${progress.case}`), place);
  }
  const connection = await card.connectThrough(card.readers)();
  await (await openSmartcard(connection)).verifyPasscode(card.about.passcode);
  await connection.disconnect();
}

async function toItsEnd(results: AsyncIterable<ApduResult>): Promise<void> {
  for await (const result of results) assert.ok(result.id);
}

/**
 * Readers of a process that is killed at its n-th command: the command is not sent any more, or is carried out and its answer
 * never seen. Nothing that comes later reaches the card. `sent` counts commands.
 */
function killedAt(readers: ReaderSource, at: number, carriedOut: boolean) {
  const state = { sent: 0, firstThatMatters: Infinity };
  const gone = () => new TestkitError("CARD_REMOVED");
  const source: ReaderSource = {
    list: () => readers.list(),
    watch: (signal) => readers.watch(signal),
    connect: async (name) => {
      if (state.sent >= at) throw gone();
      const connection = await readers.connect(name);
      return killing(connection, async (command) => {
        state.sent += 1;
        if (matters(command)) state.firstThatMatters = Math.min(state.firstThatMatters, state.sent);
        if (state.sent < at) return connection.transmit(command);
        if (state.sent === at && carriedOut) await connection.transmit(command);
        throw gone();
      });
    },
  };
  return { source, state };
}

/** Whether a card may be otherwise after the command. */
function matters(bytes: Uint8Array): boolean {
  const command = decodeCommand(bytes);
  return command !== undefined && (isChanging(command) || comparesSecret(command));
}

function killing(connection: CardConnection, transmit: CardConnection["transmit"]): CardConnection {
  return {
    atr: connection.atr,
    protocol: connection.protocol,
    transmit,
    transaction: (work) => connection.transaction(work),
    disconnect: () => connection.disconnect(),
  };
}
