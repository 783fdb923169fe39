import assert from "node:assert/strict";
import { it } from "node:test";
import { authorizationCodeGrant } from "openid-client";
import { requestSecurityCode, scriptedPasscodes, signIn, startLocalService, unlock } from "../../src/client/index.ts";
import { startEmbeddedCis2 } from "../../src/harness/index.ts";
import { ControlClient } from "../../src/control-api/index.ts";
import { type JournalEntry } from "../../src/fake-cis2/index.ts";
import { redirectUri, relyingParty } from "../../src/fake-cis2/testing/test-relying-party.ts";
import { authorization, discover } from "../../src/fake-cis2/testing/relying-party-client.ts";
import { createLogger } from "../../src/foundation/create-logger.ts";
import { InProcessReaders, tracedCard, VirtualCard } from "../../src/virtual-card/index.ts";
import { knownSecrets } from "./known-secrets.ts";
import { type KnownSecret, secretsIn } from "./secrets-in.ts";

const wrong = "97531086";
const next = "24680246";
const challenge = Buffer.alloc(32, 9).toString("base64");

it("a sign-in, an unlocking and a page's request leave no secret in logs, journal, events, audit trail or trace", async () => {
  const log: string[] = [];
  const trace: string[] = [];
  const events: JournalEntry[] = [];
  const logger = createLogger({ level: "trace", destination: { write: (line) => void log.push(line) } });
  const embedded = await startEmbeddedCis2({ relyingParties: [relyingParty], logger, control: { port: 0 } });
  const { cis2 } = embedded;
  try {
    cis2.journal.listen((entry) => events.push(entry));
    const { image, persona } = await embedded.issueCard("two-roles", "piv");
    const readers = new InProcessReaders();
    readers.addReader("R1");
    readers.insert(
      "R1",
      tracedCard(new VirtualCard(image), (line) => trace.push(line)),
    );

    // A sign-in, with a passcode mistyped first.
    const { issuer, origin } = cis2.networks.internet;
    const config = await discover(issuer);
    const { url, checks } = authorization(config, { scope: "openid profile selectedrole" });
    const { passcode } = persona.card;
    const role = persona.roles[0]?.roleId ?? "";
    const passcodes = scriptedPasscodes(wrong, passcode, passcode);
    const { callbackUrl } = await signIn({ authorizationUrl: url, redirectUri, readers, passcodes, role });
    const tokens = await authorizationCodeGrant(config, callbackUrl, checks);
    await fetch(`${issuer}/access_token`, {
      method: "POST",
      body: new URLSearchParams({ code: wrong, client_secret: wrong }),
    });

    // A page that asks the local service.
    const page = { origin: "https://page.test", "content-type": "application/json" };
    const showWindow = () => undefined;
    const local = { readers, passcodes, showWindow, origins: [page.origin], portServicePorts: [0], logger };
    await using opened = new AsyncDisposableStack();
    const service = opened.adopt(await startLocalService(local), (one) => one.close());
    const asked = await fetch(`http://localhost:${service.userServicePort}/authentication/authenticate`, {
      method: "POST",
      headers: page,
      body: JSON.stringify({ challenge }),
    });
    assert.equal(asked.status, 200);

    // A new passcode for the card.
    const at = { readers, authority: origin, passcodes: scriptedPasscodes(next, next) };
    const { request } = await requestSecurityCode(at);
    const control = new ControlClient(embedded.controlOrigin ?? "");
    const { code } = await control.unlockMessage((await control.cards())[0]?.serial ?? "");
    await unlock({ ...at, request, code });

    const secrets: readonly KnownSecret[] = [
      ...knownSecrets,
      { name: "the mistyped passcode", value: wrong },
      { name: "the new passcode", value: next },
      { name: "the client secret", value: relyingParty.clientSecret },
      { name: "the authorization code", value: callbackUrl.searchParams.get("code") ?? "" },
      { name: "the access token", value: tokens.access_token },
      { name: "the ID token", value: tokens.id_token ?? "" },
      { name: "the unlock code", value: code },
    ];
    assert.ok(secrets.every(({ value }) => value.length >= 6));
    const written = {
      log: log.join(""),
      trace: trace.join("\n"),
      journal: JSON.stringify(await control.journal()),
      events: JSON.stringify(events),
      "audit trail": JSON.stringify(await cis2.registrationAuthority.audit.records()),
      "relying parties": JSON.stringify(await control.relyingParties()),
    };
    for (const [name, text] of Object.entries(written)) {
      assert.ok(text.length > 200, `the ${name} is empty`);
      assert.deepEqual(secretsIn(text, secrets), [], name);
    }
  } finally {
    await embedded.close();
  }
});
