import assert from "node:assert/strict";
import { authenticate, fixedPasscode, SignInSession } from "../../client/index.ts";
import { isMovable } from "../../foundation/clock.ts";
import { isTestkitError } from "../../foundation/errors/testkit-error.ts";
import { InProcessReaders } from "../../virtual-card/index.ts";
import type { TestDesktop } from "../desktop/test-desktop.ts";
import { exampleRelyingParty } from "../relying-party/example-relying-party.ts";
import { StrictRelyingParty } from "../relying-party/strict-relying-party.ts";
import type { StateKind } from "./state-kind.ts";

const certificate = "4a01";
const minuteMs = 60 * 1000;

/** What the fake CIS2 keeps. */
export function fakeCis2Kinds({ embedded, issuer }: TestDesktop): readonly StateKind[] {
  const { cis2, clock } = embedded;
  const { directory, faults, journal, nextSignIns, registrationAuthority, relyingParties, withoutCard } = cis2;
  const { user, roles } = embedded.persona("one-role");
  const { userId } = user;
  const [redirectUri] = exampleRelyingParty.redirectUris;
  const browser = new SignInSession({ redirectUri });
  const open = async () => {
    const authentication = { method: "client_secret_post", secret: exampleRelyingParty.clientSecret } as const;
    const { clientId } = exampleRelyingParty;
    const system = await StrictRelyingParty.discover({
      issuer,
      clientId,
      redirectUri,
      authentication,
      scope: "openid",
    });
    const { authorizationUrl } = await system.begin();
    authorizationUrl.searchParams.delete("prompt");
    const arrival = await browser.start(authorizationUrl);
    return arrival instanceof URL ? "signed in" : "asked to sign in";
  };
  const firstCard = async () =>
    (await registrationAuthority.cards()).find((one) => one.userId === userId) ?? assert.fail("they have no card");
  let cardSession = "none";
  let card = "none";

  return [
    {
      name: "the journal",
      look: () => Promise.resolve(journal.entries.length > 0),
      change: async () => {
        const noted = new Promise((resolve) => journal.listen(resolve));
        await (await fetch(`${issuer}/.well-known/openid-configuration`)).text();
        await noted;
      },
    },
    {
      name: "users",
      look: async () => (await directory.users()).map((one) => [one.userId, one.givenName, one.roles.length]).sort(),
      change: async () => {
        await directory.put(user, [...roles, ...embedded.persona("two-roles").roles]);
        await directory.put({ ...user, userId: "555000000999", givenName: "Another" }, []);
      },
    },
    {
      name: "relying parties",
      look: async () => (await relyingParties.list()).map(({ clientId, name }) => [clientId, name]).sort(),
      change: async () => {
        await relyingParties.register({ ...exampleRelyingParty, name: "Changed" });
        await relyingParties.register({ ...exampleRelyingParty, clientId: "another" });
        await relyingParties.remove("lasting");
      },
    },
    {
      name: "cards",
      look: async () => (await registrationAuthority.cards()).map(({ serial, state }) => [serial, state]).sort(),
      change: async () => {
        await registrationAuthority.suspend((await firstCard()).serial);
        await registrationAuthority.register({ serial: "ANOTHER", userId, certificates: [] });
      },
    },
    {
      name: "revoked certificates",
      look: async () => (await registrationAuthority.revocations.find(certificate))?.reason,
      change: () => registrationAuthority.revoke(certificate, "keyCompromise"),
    },
    {
      name: "the audit trail",
      look: async () => (await registrationAuthority.audit.records()).map(({ action }) => action).sort(),
      change: () => registrationAuthority.note("unlock-finished", { serial: "ANOTHER", userId }),
    },
    {
      name: "unlock messages",
      look: async () => (await registrationAuthority.codes.message(card))?.to,
      change: async () => {
        card = (await firstCard()).serial;
        await registrationAuthority.codes.send(card, "somebody@example.org");
      },
    },
    {
      name: "sessions with cards",
      lookEnds: true,
      look: async () => {
        try {
          return (await registrationAuthority.administration.answer(cardSession, { response: "9000" })).step;
        } catch (error) {
          return isTestkitError(error, "CARD_SESSION_ENDED") ? "none" : error;
        }
      },
      change: async () => {
        const { serial, ...rest } = await embedded.issueCard("one-role", "piv");
        const registered = (await registrationAuthority.find(serial)) ?? assert.fail(rest.personaName);
        const holder = (await directory.find(userId)) ?? assert.fail();
        const step = await registrationAuthority.administration.renew(registered, holder);
        cardSession = "session" in step ? step.session : assert.fail(step.step);
      },
    },
    {
      name: "faults",
      look: async () => (await faults.list()).map(({ fault }) => fault),
      change: async () => {
        await faults.set({ fault: "wrong-nonce", clientId: "nobody", times: "always" });
      },
    },
    {
      name: "sessions",
      look: open,
      change: async () => {
        const { card: inserted, persona } = await embedded.issueCard("five-roles", "piv");
        const readers = new InProcessReaders();
        readers.addReader("Reader");
        readers.insert("Reader", inserted);
        await open();
        const passcodes = fixedPasscode(persona.card.passcode);
        const asked = { readers, passcodes, challenge: await browser.challenge(), origin: browser.origin };
        await browser.finish(await browser.sendAssertion(await authenticate(asked)));
      },
    },
    {
      name: "queued sign-ins",
      look: () => nextSignIns.list(),
      change: () => nextSignIns.queue({ persona: "one-role", clientId: "nobody", lasting: true }),
    },
    {
      name: "signing in without a card",
      look: () => withoutCard.isOn(),
      change: () => withoutCard.turn(true),
    },
    {
      name: "the clock",
      look: () => Promise.resolve(clock.now().toISOString()),
      change: () => {
        assert.ok(isMovable(clock));
        clock.advance(minuteMs);
        return Promise.resolve();
      },
    },
  ];
}
