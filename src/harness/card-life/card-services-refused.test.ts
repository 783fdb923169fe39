import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { Instruction } from "../../iso7816/index.ts";
import { fixedPasscode, renew, requestSecurityCode, scriptedPasscodes, unlock } from "../../client/index.ts";
import { loadPersonas, personaNamed, type SettingsInput } from "../../fake-cis2/index.ts";
import { ManualClock } from "../../foundation/clock.ts";
import { cardFault, faultyCard, InProcessReaders, VirtualCard, type InsertableCard } from "../../virtual-card/index.ts";
import { type EmbeddedCis2, type IssuedCard, startEmbeddedCis2 } from "../embedded-cis2.ts";

const next = "24680246";

describe("card services refuse", () => {
  const clock = new ManualClock(new Date());
  let embedded: EmbeddedCis2;
  let card: IssuedCard;
  before(async () => {
    embedded = await startEmbeddedCis2({ relyingParties: [], clock });
    card = await embedded.issueCard("one-role", "piv");
  });
  after(() => embedded.close());

  const readersWith = (inserted: InsertableCard) => {
    const readers = new InProcessReaders();
    readers.addReader("R1");
    readers.insert("R1", inserted);
    return readers;
  };
  /** The card in a reader, with a code that was sent for it. */
  const withCode = async ({ image, serial } = card, inserted: InsertableCard = new VirtualCard(image)) => {
    const { internet } = embedded.cis2.networks;
    const at = {
      readers: readersWith(inserted),
      authority: internet.origin,
      passcodes: fixedPasscode(undefined, next),
    };
    const { request } = await requestSecurityCode(at);
    const message = await embedded.cis2.registrationAuthority.codes.message(serial);
    return { ...at, request, code: message?.code ?? "" };
  };
  const otherThan = (code: string) => (code === "000000" ? "111111" : "000000");

  it("a code that was not sent, before they ask for a new passcode, and say how many tries are left", async () => {
    const sent = await withCode();
    const passcodes = { ask: () => assert.fail("a passcode is asked for") };
    await assert.rejects(unlock({ ...sent, code: otherThan(sent.code), passcodes }), {
      code: "UNLOCK_CODE_REFUSED",
      details: { triesLeft: 4 },
    });
    await unlock(sent);
  });

  it("a code after a quarter of an hour", async () => {
    const sent = await withCode();
    clock.advance(15 * 60_000);
    await assert.rejects(unlock(sent), { code: "UNLOCK_CODE_EXPIRED" });
  });

  it("to send a code to a person without an e-mail address, or with one outside the allowed domains", async () => {
    const { user, roles } = personaNamed(loadPersonas(), "five-roles");
    const cases: [email: string | undefined, settings: SettingsInput, reason: string][] = [
      [undefined, {}, "the record has no e-mail address"],
      [user.email, { unlockEmailDomains: ["nhs.example"] }, "the e-mail address is outside nhs.example"],
    ];
    for (const [email, settings, reason] of cases) {
      await using other = await embeddedWith(settings);
      const issued = await other.embedded.issueCard("five-roles", "piv");
      await other.embedded.cis2.directory.put({ ...user, email }, roles);
      const readers = readersWith(new VirtualCard(issued.image));
      const { origin: authority } = other.embedded.cis2.networks.internet;
      await assert.rejects(requestSecurityCode({ readers, authority }), {
        code: "UNLOCK_EMAIL_UNUSABLE",
        details: { reason },
      });
      const trail = await other.embedded.cis2.registrationAuthority.audit.records(issued.serial);
      assert.ok(JSON.stringify(trail).includes("UNLOCK_EMAIL_UNUSABLE"));
    }
  });

  it("a card that does not know the administration key of the one registered", async () => {
    const stranger = faultyCard(card.image, [cardFault("wrong-status-word:87=6A80")]);
    await assert.rejects(unlock(await withCode(card, stranger)), { code: "CARD_NOT_GENUINE" });
  });

  it("to renew a card whose certificates have gone from it in between", async () => {
    const expiring = await embedded.issueCard("expiring-certificate", "piv");
    const readers = readersWith(emptiedOnceAdministered(new VirtualCard(expiring.image)));
    const { origin: authority } = embedded.cis2.networks.internet;
    const passcodes = fixedPasscode(expiring.persona.card.passcode);
    await assert.rejects(renew({ readers, authority, passcodes }), { code: "RENEWAL_NOT_POSSIBLE" });
  });

  it("on the client's side, to let an authority try passcodes on the card", async () => {
    const sent = await withCode();
    const asksForVerify: typeof fetch = async (input, init) => {
      const response = await fetch(input, init);
      const body = await response.text();
      return new Response(body.replace(/"command":"[0-9a-fA-F]+"/, '"command":"0020008008303030303030FFFF"'), response);
    };
    await assert.rejects(unlock({ ...sent, fetch: asksForVerify }), {
      code: "COMMAND_NOT_RELAYED",
      details: { command: "00200080" },
    });
  });

  it("a new passcode that is not the same twice: it is asked for again", async () => {
    const problems: (string | undefined)[] = [];
    const typed = scriptedPasscodes(next, "13571357", next, next);
    const passcodes: typeof typed = {
      ask: (request) => {
        problems.push(request.refused?.code);
        return typed.ask(request);
      },
    };
    // Its own card: the unblocking code of the other was changed when it was unlocked.
    const another = await embedded.issueCard("two-roles", "piv");
    await unlock({ ...(await withCode(another)), passcodes });
    assert.deepEqual(problems, [undefined, undefined, "PASSCODE_MISMATCH", undefined]);
  });
});

async function embeddedWith(settings: SettingsInput) {
  const embedded = await startEmbeddedCis2({ relyingParties: [], settings });
  return { embedded, [Symbol.asyncDispose]: () => embedded.close() };
}

/** A card that answers every GET DATA with "not found" once the administration key (9B) was used. */
function emptiedOnceAdministered(card: VirtualCard): InsertableCard {
  let administered = false;
  return {
    atr: card.atr,
    powerOn: () => {
      card.powerOn();
    },
    reset: () => {
      card.reset();
    },
    transmit: (command) => {
      administered ||= command[1] === Instruction.GENERAL_AUTHENTICATE && command[3] === 0x9b;
      return administered && command[1] === Instruction.GET_DATA_NAMED
        ? Uint8Array.of(0x6a, 0x82)
        : card.transmit(command);
    },
  };
}
