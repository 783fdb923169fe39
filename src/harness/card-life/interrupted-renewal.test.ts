import assert from "node:assert/strict";
import { createHash, verify, X509Certificate } from "node:crypto";
import { describe, it } from "node:test";
import { fixedPasscode, openSmartcard, renew, type Smartcard } from "../../client/index.ts";
import { ManualClock } from "../../foundation/clock.ts";
import { everyNth } from "../../foundation/testing/thorough.ts";
import { openKeyStore, parseCertificate } from "../../pki/index.ts";
import { InProcessReaders, VirtualCard } from "../../virtual-card/index.ts";
import { type EmbeddedCis2, startEmbeddedCis2 } from "../embedded-cis2.ts";
import { Interrupter, type Interruption, isInterruption } from "./testing/interruption.ts";

const keys = openKeyStore();
const pool = await Promise.all(
  Array.from({ length: 8 }, (_, number) => keys.keyPair(`lent-to-cards-${number}`, "rsa-2048")),
);

/** One life of a card: issued nearly three years ago, renewed with an interruption, then once more without. */
class Scene {
  readonly #interrupter = new Interrupter();
  readonly #readers = new InProcessReaders();
  readonly #embedded: EmbeddedCis2;
  readonly #passcode: string;

  private constructor(embedded: EmbeddedCis2, card: VirtualCard, passcode: string) {
    this.#embedded = embedded;
    this.#passcode = passcode;
    this.#readers.addReader("reader");
    this.#readers.insert("reader", card);
    this.card = card;
  }

  readonly card: VirtualCard;

  /** How many there have been since the last renewal began. */
  get steps() {
    return { ...this.#interrupter.counts };
  }

  static async open(profile: string): Promise<Scene> {
    const clock = new ManualClock(new Date("2026-11-02T09:00:00Z"));
    const embedded = await startEmbeddedCis2({ relyingParties: [], clock, keys });
    const { image, persona } = await embedded.issueCard("expiring-certificate", profile);
    let made = 0;
    const generateKey = () => {
      const pair = pool[made++ % pool.length];
      assert.ok(pair);
      return pair.privateKey;
    };
    return new Scene(embedded, new VirtualCard(image, { generateKey }), persona.card.passcode);
  }

  renew(interruption?: Interruption) {
    this.#interrupter.expect(interruption);
    return renew({
      readers: this.#interrupter.watched(this.#readers, () => {
        this.#readers.eject("reader");
        this.#readers.insert("reader", this.card);
      }),
      passcodes: fixedPasscode(this.#passcode),
      authority: this.#embedded.cis2.networks.internet.origin,
      fetch: this.#interrupter.fetch,
    });
  }

  /** Only a card that the authority knows to be renewed may be refused, as one that need not be renewed yet. */
  async renewAgain(isRenewed: boolean): Promise<void> {
    const { registrationAuthority } = this.#embedded.cis2;
    const [card] = await registrationAuthority.cards();
    if (isRenewed && card?.renewing === undefined) await assert.rejects(this.renew(), { code: "RENEWAL_TOO_EARLY" });
    else await this.renew();
  }

  /** The card put into a reader again: whose pair it has, and that both keys go with their certificates. */
  async inspect(): Promise<string> {
    const connection = await this.#readers.connect("reader");
    try {
      const smartcard = await openSmartcard(connection);
      const authentication = await this.#check(smartcard, "authentication");
      const signing = await this.#check(smartcard, "signing");
      assert.equal(authentication.validFrom, signing.validFrom, "certificates of two generations");
      const { list } = await this.#embedded.cis2.registrationAuthority.revocationList();
      assert.ok(!list.revoked.has(parseCertificate(authentication.raw).serialNumber), "a revoked certificate in use");
      return new Date(authentication.validTo).toISOString();
    } finally {
      await connection.disconnect();
    }
  }

  async #check(smartcard: Smartcard, purpose: "authentication" | "signing"): Promise<X509Certificate> {
    const certificate = new X509Certificate(await smartcard.readCertificate(purpose));
    await smartcard.verifyPasscode(this.#passcode);
    const signature = await smartcard.sign(purpose, "RS256", createHash("sha256").update("a message").digest());
    assert.ok(
      verify("sha256", Buffer.from("a message"), certificate.publicKey, signature),
      `${purpose} key and certificate`,
    );
    return certificate;
  }

  async [Symbol.asyncDispose]() {
    await this.#embedded.close();
  }
}

for (const profile of ["piv", "series8"]) {
  describe(`a renewal of a ${profile} card`, async () => {
    await using whole = await Scene.open(profile);
    const old = await whole.inspect();
    await whole.renew();
    const steps = whole.steps;
    const renewed = await whole.inspect();

    it("gives the card a new pair", () => {
      assert.ok(steps.command > 20 && steps.request > 5);
      assert.equal(new Date(renewed).getUTCFullYear(), 2029);
      assert.notEqual(renewed, old);
    });

    for (const step of ["command", "request"] as const) {
      for (const cut of ["before", "after"] as const) {
        it(`leaves the old pair or the new one, whole, when it is cut off ${cut} each ${step}`, async () => {
          for (const number of everyNth(5, [...Array(steps[step]).keys()])) {
            await using scene = await Scene.open(profile);
            await assert.rejects(scene.renew({ of: step, number, cut }), isInterruption, `${step} ${number}`);
            const left = await scene.inspect();
            assert.ok(left === old || left === renewed, `${step} ${number}`);
            await scene.renewAgain(left === renewed);
            assert.equal(await scene.inspect(), renewed, `${step} ${number}, renewed again`);
          }
        });
      }
    }
  });
}
