import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { fixedPasscode, openSmartcard, requestSecurityCode, unlock } from "../../client/index.ts";
import { isTestkitError } from "../../foundation/errors/testkit-error.ts";
import { everyNth } from "../../foundation/testing/thorough.ts";
import { openKeyStore } from "../../pki/index.ts";
import { InProcessReaders, VirtualCard } from "../../virtual-card/index.ts";
import { type EmbeddedCis2, startEmbeddedCis2 } from "../embedded-cis2.ts";
import { Interrupter, type Interruption, isInterruption } from "./testing/interruption.ts";

const keys = openKeyStore();
const wrong = "00000000";

/** A locked card in a reader, and the registration authority that can unlock it. */
class Scene {
  readonly #embedded: EmbeddedCis2;
  readonly #serial: string;
  readonly #card: VirtualCard;
  readonly #readers = new InProcessReaders();
  readonly #interrupter = new Interrupter();

  private constructor(embedded: EmbeddedCis2, serial: string, card: VirtualCard) {
    this.#embedded = embedded;
    this.#serial = serial;
    this.#card = card;
    this.#readers.addReader("reader");
    this.#readers.insert("reader", card);
  }

  static async open(profile: string): Promise<Scene> {
    const embedded = await startEmbeddedCis2({ relyingParties: [], keys });
    const { image, serial } = await embedded.issueCard("one-role", profile);
    const scene = new Scene(embedded, serial, new VirtualCard(image));
    for (let tries = 3; tries > 0; tries--) assert.equal(await scene.accepts(wrong), false);
    return scene;
  }

  /** How many there have been since the last unlocking began. */
  get steps() {
    return { ...this.#interrupter.counts };
  }

  /** From asking for the code to the new passcode. */
  async unlock(next: string, interruption?: Interruption): Promise<void> {
    this.#interrupter.expect(interruption);
    const { internet } = this.#embedded.cis2.networks;
    const at = {
      readers: this.#interrupter.watched(this.#readers, () => {
        this.#readers.eject("reader");
        this.#readers.insert("reader", this.#card);
      }),
      authority: internet.origin,
      fetch: this.#interrupter.fetch,
    };
    const { request } = await requestSecurityCode(at);
    const message = await this.#embedded.cis2.registrationAuthority.codes.message(this.#serial);
    await unlock({ ...at, request, code: message?.code ?? "", passcodes: fixedPasscode(undefined, next) });
  }

  /** Whether the card takes the passcode; a refusal costs a try. */
  async accepts(passcode: string): Promise<boolean> {
    const connection = await this.#readers.connect("reader");
    try {
      await (await openSmartcard(connection)).verifyPasscode(passcode);
      return true;
    } catch (error) {
      if (isTestkitError(error, "PASSCODE_REFUSED") || isTestkitError(error, "PASSCODE_LOCKED")) return false;
      throw error;
    } finally {
      await connection.disconnect();
    }
  }

  async [Symbol.asyncDispose]() {
    await this.#embedded.close();
  }
}

for (const profile of ["piv", "series8"]) {
  describe(`the unlocking of a ${profile} card`, async () => {
    await using whole = await Scene.open(profile);
    await whole.unlock("24680246");
    const { steps } = whole;
    const works = await whole.accepts("24680246");

    it("gives it the passcode that the person chose", () => {
      assert.ok(steps.command > 5 && steps.request > 3);
      assert.ok(works);
    });

    for (const step of ["command", "request"] as const) {
      for (const cut of ["before", "after"] as const) {
        it(`can be done again when it was cut off ${cut} each ${step}`, async () => {
          for (const number of everyNth(5, [...Array(steps[step]).keys()])) {
            await using scene = await Scene.open(profile);
            const interrupted = scene.unlock("13571357", { of: step, number, cut });
            await assert.rejects(interrupted, isInterruption, `${step} ${number}`);
            await scene.unlock("24680246");
            assert.ok(await scene.accepts("24680246"), `${step} ${number}`);
          }
        });
      }
    }
  });
}
