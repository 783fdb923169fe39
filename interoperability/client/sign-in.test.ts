import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { fixedPasscode, openPcscReaders } from "../../src/client/index.ts";
import {
  exampleRelyingParty,
  completeSignIn,
  startEmbeddedCis2,
  StrictRelyingParty,
  type EmbeddedCis2,
} from "../../src/harness/index.ts";
import type { ErrorCode } from "../../src/foundation/errors/catalogue.ts";
import { isTestkitError } from "../../src/foundation/errors/testkit-error.ts";
import { everyNth } from "../../src/foundation/testing/thorough.ts";
import type { ReaderSource } from "../../src/iso7816/index.ts";
import { cardProfiles, type VirtualCard } from "../../src/virtual-card/index.ts";
import { PowerLostError } from "../../src/virtual-card/image/image-store.ts";
import {
  skipWithoutPcscPrograms,
  startServiceReaders,
  type ServiceReader,
  type ServiceReaders,
} from "../service-readers.ts";
import { runCommand } from "./command-line.ts";
import { closeAll } from "../../src/foundation/testing/close-all.ts";

/** One persona per card type: a user has one active card. */
const holders = ["one-role", "two-roles", "five-roles", "six-roles", "twenty-roles", "no-role"] as const;
const [persona] = holders;

describe("a sign-in over PC/SC", { skip: skipWithoutPcscPrograms() }, () => {
  let desk: ServiceReaders;
  let embedded: EmbeddedCis2;
  let readers: ReaderSource;
  let reader: ServiceReader;
  before(async () => {
    desk = await startServiceReaders();
    embedded = await startEmbeddedCis2({ relyingParties: [exampleRelyingParty] });
    // The PC/SC library of this process reads it once, when it is first used.
    Object.assign(process.env, desk.environment);
    readers = await openPcscReaders();
    reader = desk.reader();
  });
  after(() =>
    closeAll(
      () => {
        reader.eject();
      },
      () => desk.stop(),
      () => embedded.close(),
    ),
  );

  const signIn = async (passcode: string) => {
    const { clientId, clientSecret, redirectUris } = exampleRelyingParty;
    const relyingParty = await StrictRelyingParty.discover({
      issuer: embedded.cis2.networks.internet.issuer,
      clientId,
      redirectUri: redirectUris[0],
      authentication: { method: "client_secret_post", secret: clientSecret },
      scope: "openid",
      prompt: "login",
    });
    return completeSignIn(relyingParty, { readers, passcodes: fixedPasscode(passcode) });
  };

  for (const [index, { name: profile }] of cardProfiles.entries()) {
    it(`works from the command line with the card "${profile}"`, async () => {
      const { card, persona: person } = await embedded.issueCard(holders[index] ?? persona, profile);
      reader.insert(card);
      const words = ["login", "--reader", desk.readers[0], "--scope", "openid", "--json"];
      const { status, stdout, stderr } = await runCommand(desk, words, {
        CIS2_TESTKIT_PASSCODE: person.card.passcode,
      });
      assert.equal(status, 0, stderr);
      const { claims } = JSON.parse(stdout) as { claims: { sub: string } };
      assert.equal(claims.sub, person.user.userId);
      assert.ok(!`${stdout}${stderr}`.includes(person.card.passcode));
    });
  }

  it("ends with one refused passcode, which is not tried again", async () => {
    const { card } = await embedded.issueCard(persona, "piv");
    reader.insert(card);
    const words = ["login", "--reader", desk.readers[0]];
    const { status, stderr } = await runCommand(desk, words, { CIS2_TESTKIT_PASSCODE: "999999" });
    assert.equal(status, 8);
    assert.match(stderr, /^PASSCODE_REFUSED: .*tries left: 2/);
  });

  it("names the reader that is not there, and those that are", async () => {
    const { status, stderr } = await runCommand(desk, ["login", "--reader", "Nobody's"]);
    assert.equal(status, 2);
    assert.match(stderr, /^READER_UNKNOWN: .*Virtual PCD 00 00, Virtual PCD 00 01/);
  });

  it("bears the card being pulled out at any command: the right error each time, and the next sign-in works", async () => {
    const { card, persona: person } = await embedded.issueCard(persona, "piv", "p-256");
    const counted = removingCardAt(card, Number.POSITIVE_INFINITY);
    reader.insert(counted.card);
    await signIn(person.card.passcode);
    const commands = counted.seen();
    assert.ok(commands > 10, `only ${commands} commands`);
    for (const at of everyNth(
      4,
      Array.from({ length: commands }, (_, index) => index + 1),
    )) {
      reader.insert(removingCardAt(card, at).card);
      const ended = await signIn(person.card.passcode).then(
        () => "signed in",
        (error: unknown) => (isTestkitError(error) ? error.code : error),
      );
      assert.equal(ended, "CARD_REMOVED" satisfies ErrorCode, `at command ${at} of ${commands}`);
      reader.insert(card);
      const { relyingParty } = await signIn(person.card.passcode);
      assert.equal(relyingParty.claims.sub, person.user.userId);
    }
  });

  it("works again after the service was stopped and started, in the same process", async () => {
    const { card, persona: person } = await embedded.issueCard(persona, "piv", "p-256");
    reader.insert(card);
    await signIn(person.card.passcode);
    await desk.restart();
    reader.insert(card);
    assert.equal((await signIn(person.card.passcode)).relyingParty.claims.sub, person.user.userId);
  });
});

/** The card, pulled out when its nth command since it was put in arrives. */
function removingCardAt(card: VirtualCard, nth: number) {
  let seen = 0;
  return {
    seen: () => seen,
    card: {
      atr: card.atr,
      powerOn: () => {
        card.powerOn();
      },
      reset: () => {
        card.reset();
      },
      transmit: (command: Uint8Array) => {
        if (++seen === nth) throw new PowerLostError("the card was pulled out");
        return card.transmit(command);
      },
    },
  };
}
