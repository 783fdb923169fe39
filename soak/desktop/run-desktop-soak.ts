import { SeededGenerator } from "../../fuzz/runner/seeded-generator.ts";
import { type Pcscd, startPcscd, vpcdReader } from "../../interoperability/pcscd.ts";
import { PersonaCardIssuer } from "../../src/harness/index.ts";
import { VirtualCard } from "../../src/virtual-card/index.ts";
import { type ClientProcess, startClient } from "./client-process.ts";
import { runReaders, startOtherProgram } from "./other-program.ts";
import { WatchedCard } from "./watched-card.ts";

export interface DesktopSoakResult {
  readonly clients: number;
  readonly requests: number;
  readonly answers: Readonly<Record<string, number>>;
  readonly killed: number;
  readonly terminated: number;
  readonly pcscdKilled: number;
  readonly looks: number;
  readonly slowestLookMs: number;
  /** Looks that named a reader as busy in place of reading its card. */
  readonly busyLooks: number;
  /** Runs of the `readers` command, start and end of the process included. */
  readonly commands: number;
  readonly slowestCommandMs: number;
  readonly slowestTerminationMs: number;
  /** Given to the card, and refused by it. */
  readonly passcodes: number;
  readonly wrongPasscodes: number;
  /** What went wrong on any machine. */
  readonly problems: readonly string[];
  /** What took longer than is promised: the fault of a busy machine, if it is one. */
  readonly late: readonly string[];
}

/** What a promise of the documentation says, in milliseconds. */
const promisedMs = 2000;
/** A client that has not answered by then never will. */
const deadlockMs = 60_000;
const mostRequests = 16;
const bursts = 3;
/** Between requests: what the library keeps for itself. */
const spareFiles = 4;
const limit = 3;
const modes = ["right passcode", "wrong passcode", "nobody answers"] as const;

/**
 * Parallel and aborted requests to the client, through a pcscd that nothing else uses; clients and pcscd are killed at
 * random. Another program looks at the readers all the while.
 */
export async function runDesktopSoak({ seconds, seed }: { seconds: number; seed: number }): Promise<DesktopSoakResult> {
  const dice = new SeededGenerator(seed);
  const issuer = await PersonaCardIssuer.open();
  await using opened = new AsyncDisposableStack();
  const pcscd = opened.adopt(await startPcscd(), (one) => one.stop());
  const reader = opened.use(vpcdReader({ port: pcscd.ports[0] }));
  const other = opened.use(await startOtherProgram(pcscd));
  const counts = {
    clients: 0,
    requests: 0,
    killed: 0,
    terminated: 0,
    pcscdKilled: 0,
    looks: 0,
    busyLooks: 0,
    commands: 0,
    passcodes: 0,
    wrongPasscodes: 0,
  };
  const answers: Record<string, number> = {};
  const problems: string[] = [];
  const late: string[] = [];
  let [slowestLookMs, slowestCommandMs, slowestTerminationMs] = [0, 0, 0];

  const look = async () => {
    const { milliseconds, problem, busy, phases } = await other.look();
    counts.looks += 1;
    if (busy > 0) counts.busyLooks += 1;
    slowestLookMs = Math.max(slowestLookMs, milliseconds);
    if (problem !== null) problems.push(`another program: ${problem}`);
    if (milliseconds > promisedMs) {
      late.push(`another program waited ${milliseconds.toFixed()} ms for the readers: ${phases.join(", ")}`);
    }
  };
  const command = async () => {
    const { milliseconds, problem, phases } = await runReaders(pcscd);
    counts.commands += 1;
    slowestCommandMs = Math.max(slowestCommandMs, milliseconds);
    if (problem !== null) problems.push(`readers: ${problem}`);
    if (milliseconds > promisedMs) late.push(`readers took ${milliseconds.toFixed()} ms: ${phases.join(", ")}`);
  };
  const lookUntil = async (done: { value: boolean }) => {
    while (!done.value) await look();
  };
  /** Requests at once, some of which are aborted at a random moment. Resolves once all have ended. */
  const burst = async (client: ClientProcess, mode: (typeof modes)[number]) => {
    const abort = new AbortController();
    const requests = Array.from({ length: 1 + dice.below(mostRequests) }, async () => {
      counts.requests += 1;
      const answer = await client.authenticate(AbortSignal.any([abort.signal, AbortSignal.timeout(deadlockMs)]));
      answers[answer] = (answers[answer] ?? 0) + 1;
      if (answer === "TimeoutError") problems.push(`no answer in ${deadlockMs} ms: ${mode}`);
    });
    const abortAfter = mode === "nobody answers" ? 1 : dice.below(3);
    if (abortAfter > 0) {
      // The time of one look is as random as anything here, and no sleep.
      for (let number = 0; number < abortAfter; number += 1) await look();
      abort.abort();
    }
    await Promise.all(requests);
  };

  for (const end = Date.now() + seconds * 1000; Date.now() < end && problems.length + late.length < 20;) {
    const mode = dice.pick(modes);
    const made = await issuer.make("one-role", dice.pick(["piv", "series8"]));
    const card = new WatchedCard(new VirtualCard(made.image));
    await reader.insert(card);
    const { passcode } = made.persona.card;
    const wrong = passcode === "00000000" ? "11111111" : "00000000";
    const client = await startClient(
      pcscd,
      { "right passcode": passcode, "wrong passcode": wrong, "nobody answers": undefined }[mode],
    );
    counts.clients += 1;
    const done = { value: false };
    const looking = lookUntil(done);
    const files = client.openFiles();
    const commanded = command();
    for (let number = 0; number < bursts; number += 1) await burst(client, mode);
    await commanded;
    done.value = true;
    await looking;
    await settled(client, files);
    const lastBurst = dice.below(2) === 0 ? burst(client, mode) : Promise.resolve();
    if (dice.below(2) === 0) {
      counts.killed += 1;
      const { orphaned } = await client.end("SIGKILL");
      if (orphaned) problems.push("a process of a killed client is left");
    } else {
      counts.terminated += 1;
      const { by, milliseconds, orphaned } = await client.end("SIGTERM");
      slowestTerminationMs = Math.max(slowestTerminationMs, milliseconds);
      if (by !== 0) problems.push(`SIGTERM ended with ${String(by)}: ${mode}`);
      if (milliseconds > promisedMs) late.push(`SIGTERM took ${milliseconds.toFixed()} ms`);
      if (orphaned) problems.push("a process of a client is left");
    }
    await lastBurst;
    const mayBeSpent = mode === "wrong passcode" ? 1 : 0;
    counts.passcodes += card.passcodes;
    counts.wrongPasscodes += mayBeSpent === 1 ? card.passcodes : 0;
    const spent = limit - (card.triesLeft ?? 0);
    if (spent > mayBeSpent) problems.push(`${spent} tries spent with ${mode}`);
    if (mode === "nobody answers" && card.passcodes > 0)
      problems.push("a passcode that nobody entered reached the card");
    await look();
    if (dice.below(4) === 0) {
      await restart(pcscd);
      counts.pcscdKilled += 1;
    }
  }
  return { ...counts, answers, slowestLookMs, slowestCommandMs, slowestTerminationMs, problems, late };

  /** Waits until a client has closed what its requests opened: their connections, and their places at the PC/SC service. */
  async function settled(client: ClientProcess, files: number): Promise<void> {
    const until = performance.now() + deadlockMs;
    while (client.openFiles() > files + spareFiles) {
      if (performance.now() > until) {
        problems.push(`${client.openFiles()} open files, and ${files} at the start`);
        return;
      }
      await look();
    }
  }

  async function restart(one: Pcscd): Promise<void> {
    await reader.eject();
    await one.restart();
  }
}
