import assert from "node:assert/strict";
import { it } from "node:test";
import fc from "fast-check";
import { SeededRandom } from "../foundation/random.ts";
import { decodeResponse, encodeCommand, Instruction } from "../iso7816/index.ts";
import { hashPasscode } from "./secrets/passcode-hash.ts";
import type { CardImage } from "./image/card-image.ts";
import { PowerLostError } from "./image/image-store.ts";
import { padPin } from "./applets/piv/pin-format.ts";
import { pivAttackModel } from "./testing/attack-model-piv.ts";
import { series8AttackModel } from "./testing/attack-model-series8.ts";
import { issueCard, passcode, puk } from "./testing/issue-card.ts";
import { VirtualCard } from "./virtual-card.ts";

const limit = 3;

/** What the rules say of a card's passcode and PUK, in the simplest way it can be said. */
interface Model {
  pin: string;
  pinTries: number;
  pukTries: number;
  verified: boolean;
}

/** A card that can lose its power at any write, and comes up again from what was written before. */
class CuttableCard {
  #written: CardImage;
  #card: VirtualCard;
  #writesLeft = Infinity;
  readonly #select: Uint8Array;

  constructor(image: CardImage, select: Uint8Array) {
    this.#written = image;
    this.#select = select;
    this.#card = this.#made();
  }

  /** The status word; undefined if the power was lost, after so many writes. */
  transmit(ins: number, p2: number, data: Uint8Array, writes = Infinity): number | undefined {
    this.#writesLeft = writes;
    try {
      return decodeResponse(this.#card.transmit(encodeCommand({ cla: 0, ins, p1: 0, p2, data }))).sw;
    } catch (error) {
      if (!(error instanceof PowerLostError)) throw error;
      this.#card = this.#made();
      return undefined;
    } finally {
      this.#writesLeft = Infinity;
    }
  }

  reset(): void {
    this.#card.reset();
    this.#card.transmit(this.#select);
  }

  #made(): VirtualCard {
    this.#writesLeft = Infinity;
    const save = (image: CardImage) => {
      if ((this.#writesLeft -= 1) < 0) throw new PowerLostError("in the model's test");
      this.#written = image;
    };
    const card = new VirtualCard(this.#written, {
      store: { save },
      onDefect: (error) => assert.fail(String(error)),
    });
    card.powerOn();
    card.transmit(this.#select);
    return card;
  }
}

/** One try at a secret: what the card must answer, and what is left afterwards. */
function attempt(model: Model, counter: "pinTries" | "pukTries", isRight: boolean): number {
  if (model[counter] === 0) return 0x6983;
  model[counter] = isRight ? limit : model[counter] - 1;
  return isRight ? 0x9000 : 0x63c0 | model[counter];
}

type Step = fc.Command<Model, CuttableCard>;

function stepsFor(pinReference: number) {
  const step = (name: string, run: Step["run"]): Step => ({ check: () => true, run, toString: () => name });
  const both = (one: string, other: string) => Buffer.concat([padPin(one), padPin(other)]);
  return {
    verify: (pin: string) =>
      step(`VERIFY ${pin}`, (model, card) => {
        const sw = attempt(model, "pinTries", pin === model.pin);
        model.verified = sw === 0x9000;
        assert.equal(card.transmit(Instruction.VERIFY, pinReference, padPin(pin)), sw);
      }),
    askStatus: () =>
      step("VERIFY without data", (model, card) => {
        const left = model.pinTries === 0 ? 0x6983 : 0x63c0 | model.pinTries;
        assert.equal(card.transmit(Instruction.VERIFY, pinReference, new Uint8Array()), model.verified ? 0x9000 : left);
      }),
    change: (old: string, next: string) =>
      step(`CHANGE REFERENCE DATA ${old} ${next}`, (model, card) => {
        const sw = attempt(model, "pinTries", old === model.pin);
        model.verified = sw === 0x9000;
        if (sw === 0x9000) model.pin = next;
        assert.equal(card.transmit(Instruction.CHANGE_REFERENCE_DATA, pinReference, both(old, next)), sw);
      }),
    unblock: (code: string, next: string) =>
      step(`RESET RETRY COUNTER ${code} ${next}`, (model, card) => {
        const sw = attempt(model, "pukTries", code === puk);
        if (sw === 0x9000) Object.assign(model, { pin: next, pinTries: limit });
        assert.equal(card.transmit(Instruction.RESET_RETRY_COUNTER, pinReference, both(code, next)), sw);
      }),
    reset: () =>
      step("reset", (model, card) => {
        model.verified = false;
        card.reset();
      }),
    // The counter is written down before the comparison: a cut after it has cost the try, right or wrong.
    cutVerify: (pin: string, writes: number) =>
      step(`VERIFY ${pin}, power lost after ${writes} writes`, (model, card) => {
        const needed = model.pinTries === 0 ? 0 : pin === model.pin ? 2 : 1;
        if (writes < needed) {
          Object.assign(model, { verified: false, pinTries: model.pinTries - writes });
          assert.equal(card.transmit(Instruction.VERIFY, pinReference, padPin(pin), writes), undefined);
        } else {
          const sw = attempt(model, "pinTries", pin === model.pin);
          model.verified = sw === 0x9000;
          assert.equal(card.transmit(Instruction.VERIFY, pinReference, padPin(pin), writes), sw);
        }
      }),
  };
}

for (const { profile, select, hashedForm } of [pivAttackModel, series8AttackModel]) {
  it(`whatever is done to a ${profile} card, its counters are those of the model`, () => {
    const fresh = issueCard({ profile });
    const [applet] = fresh.applets;
    assert.ok(applet);
    // Hashes that cost little: they are not what is tested.
    const random = new SeededRandom("model");
    applet.references.pin.hash = hashPasscode(hashedForm(passcode), random, 2);
    applet.references.puk.hash = hashPasscode(hashedForm(puk), random, 2);
    const steps = stepsFor(profile === "piv" ? 0x80 : 0x01);
    const pin = fc.constantFrom(passcode, "654321", "24680246");
    const code = fc.constantFrom(puk, "87654321");
    const commands = fc.commands(
      [
        pin.map(steps.verify),
        fc.constant(steps.askStatus()),
        fc.tuple(pin, pin).map(([old, next]) => steps.change(old, next)),
        fc.tuple(code, pin).map(([given, next]) => steps.unblock(given, next)),
        fc.constant(steps.reset()),
        fc.tuple(pin, fc.nat(2)).map(([given, writes]) => steps.cutVerify(given, writes)),
      ],
      { maxCommands: 40 },
    );
    fc.assert(
      fc.property(commands, (all) => {
        const model = () => ({ pin: passcode, pinTries: limit, pukTries: limit, verified: false });
        fc.modelRun(() => ({ model: model(), real: new CuttableCard(fresh, select) }), all);
      }),
      { numRuns: 300 },
    );
  });
}
