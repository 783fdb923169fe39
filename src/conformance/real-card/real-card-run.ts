import { randomBytes } from "node:crypto";
import { fixedPasscode, openPcscReaders, type PasscodeSource } from "../../client/index.ts";
import {
  CardRecorder,
  type CardTrace,
  InProcessReaders,
  readCardTrace,
  ReplayedCard,
} from "../../virtual-card/index.ts";
import type { Configuration } from "../config/configuration.ts";
import type { AdministrationSecret } from "../apdu-suite/administration-secret.ts";
import { CardJournal } from "./card-journal.ts";
import { openRealCard, type RealCard, requireOptIns } from "./real-card.ts";

/** What a person brings to a run on a real card. None of it comes from a file or a command line. */
export interface RealCardUse {
  readonly passcodes: PasscodeSource;
  /** The card's unblocking code, if it is known. */
  readonly puk?: string | undefined;
  /** The administration key of a PIV card, if it is known. */
  readonly administrationKey?: AdministrationSecret | undefined;
  /** Leave to write to the card, and to spend passcode tries. */
  readonly allowDestructive: boolean;
  /** The file to keep a trace in. */
  readonly recordTo?: string | undefined;
  /** Is told what an earlier run left on the card, and that it was undone. */
  readonly say?: ((text: string) => void) | undefined;
}

/** The real card of a run, or the recorded one in its place: one for the whole run. */
export interface RealCardRun {
  readonly card: RealCard;
  /** What challenges are made from, so that a replay makes the same. */
  readonly seed: string;
  /** By when certificates are judged: the recorded moment in a replay. */
  readonly now: () => Date;
  /** What is recorded; undefined in a replay. */
  readonly recorder: CardRecorder | undefined;
  /** What is replayed, and by which card. */
  readonly replay: { readonly trace: CardTrace; readonly card: ReplayedCard } | undefined;
}

export type RealCardConfiguration = Extract<Configuration, { target: "reader" | "replay" }>;

/** Opens the card that the configuration names. Rejects as `openRealCard` does, and with CONFIGURATION_INVALID. */
export async function openRealCardRun(
  configuration: RealCardConfiguration,
  use: RealCardUse | undefined,
): Promise<RealCardRun> {
  if (configuration.target === "replay") return openReplayRun(configuration);
  const { reader, cardSerial } = configuration;
  const named = { reader, cardSerial, passcodes: fixedPasscode(undefined), allowDestructive: false, ...use };
  const journal = new CardJournal(requireOptIns(named).cardSerial.toUpperCase());
  const recorder = new CardRecorder();
  const card = await openRealCard({ ...named, readers: recorder.record(await openPcscReaders()), journal });
  return { card, seed: randomBytes(16).toString("hex"), now: () => new Date(), recorder, replay: undefined };
}

/**
 * Placeholders for the recorded passcodes, which the trace does not hold: valid length for every card, and unlikely to
 * occur elsewhere.
 */
const passcodeOfReplays = "604813";
const pukOfReplays = "60481397";

async function openReplayRun(configuration: Extract<Configuration, { target: "replay" }>): Promise<RealCardRun> {
  const { trace: file, traceMatch } = configuration;
  const trace = readCardTrace(file);
  const { serial: cardSerial } = trace.card;
  const replayed = new ReplayedCard(trace, traceMatch);
  const readers = new InProcessReaders();
  const reader = "Replayed card";
  readers.addReader(reader);
  readers.insert(reader, replayed);
  const passcodes = fixedPasscode(passcodeOfReplays);
  const { allowDestructive, withPuk } = trace;
  const puk = withPuk ? pukOfReplays : undefined;
  const card = await openRealCard({ readers, reader, cardSerial, passcodes, puk, allowDestructive });
  const now = () => new Date(trace.recordedAt);
  return { card, seed: trace.seed, now, recorder: undefined, replay: { trace, card: replayed } };
}

let current: RealCardRun | undefined;

/** Makes the run available to the step definitions; they run in this process. */
export function setRealCardRun(run: RealCardRun | undefined): void {
  current = run;
}

/** The current run. Throws if none runs on a real card. */
export function currentRealCardRun(): RealCardRun {
  if (current === undefined) throw new TypeError("no real card is tested");
  return current;
}
