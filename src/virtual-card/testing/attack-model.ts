import type { CommandApdu } from "../../iso7816/index.ts";

export interface Counters {
  pin: number;
  puk: number;
}

/** What has to be known of a card to attack it: commands to start from, and the rules it has to keep to. */
export interface Attack {
  readonly profile: string;
  /** SELECT of the application, whose answer is 9000. */
  readonly select: Uint8Array;
  /** VERIFY without data: asks for the passcode's status. */
  readonly askStatus: Uint8Array;
  /** Commands that a card without a verified passcode must refuse, and others around them. None has the passcode or PUK. */
  readonly corpus: readonly Uint8Array[];
  /** What the card hashes of a passcode. */
  readonly hashedForm: (passcode: string) => Uint8Array;
  /** What a whole command without the right passcode or PUK does to the counters. */
  countTries(model: Counters, command: CommandApdu): void;
  /** Whether success of this command needs a passcode or an administration key. */
  gained(command: CommandApdu, answer: Uint8Array): boolean;
}

/** One try less, down to none. */
export function oneTryLess(model: Counters, reference: keyof Counters): void {
  model[reference] = Math.max(0, model[reference] - 1);
}
