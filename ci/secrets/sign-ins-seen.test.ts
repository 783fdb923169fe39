import assert from "node:assert/strict";
import { it } from "node:test";
import { authorizationCodeGrant, refreshTokenGrant } from "openid-client";
import { requestSecurityCode, scriptedPasscodes, SignInSession, unlock } from "../../src/client/index.ts";
import { exampleRelyingParty } from "../../src/harness/index.ts";
import { WatchedDesktop } from "../../src/harness/control-panel/timeline/testing/watched-desktop.ts";
import { authorization, discover } from "../../src/fake-cis2/testing/relying-party-client.ts";
import { InProcessReaders } from "../../src/virtual-card/index.ts";
import { knownSecrets } from "./known-secrets.ts";
import { type KnownSecret, secretsIn } from "./secrets-in.ts";

const wrong = "97531086";
const next = "24680246";
const [redirectUri] = exampleRelyingParty.redirectUris;

/** A secret as it is, and as it could be hidden. */
function forms({ name, value }: KnownSecret): readonly KnownSecret[] {
  const base64 = Buffer.from(value).toString("base64").replace(/=+$/, "");
  const percent = [...Buffer.from(value)].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
  return [
    { name, value },
    { name: `${name} in Base64`, value: base64 },
    { name: `${name} percent-encoded`, value: encodeURIComponent(value) },
    { name: `${name} percent-encoded, every byte`, value: percent },
  ];
}

for (const profile of ["piv", "series8"]) {
  it(`a sign-in with a ${profile} card leaves no secret in what a control panel has of it`, async () => {
    await using desktop = await WatchedDesktop.start({}, profile);
    const { control, embedded, passcode } = desktop;
    const stop = new AbortController();
    const events: unknown[] = [];
    const heard = (async () => {
      for await (const event of control.signInEvents(stop.signal)) events.push(event);
    })();
    const { issuer, origin } = embedded.cis2.networks.internet;
    await desktop.signIn([wrong, passcode]);

    // A sign-in whose code and tokens this test has.
    const config = await discover(issuer, exampleRelyingParty);
    const { url, checks } = authorization(config, { scope: "openid profile", redirect_uri: redirectUri });
    const session = new SignInSession({ redirectUri });
    await session.start(url);
    const callback = await session.finish(await session.sendAssertion(await desktop.assertionOf(session, [passcode])));
    const code = callback.searchParams.get("code") ?? "";
    const tokens = await authorizationCodeGrant(config, callback, checks);
    if (tokens.refresh_token !== undefined) await refreshTokenGrant(config, tokens.refresh_token);
    const basic = `Basic ${Buffer.from(`${exampleRelyingParty.clientId}:${wrong}`).toString("base64")}`;
    const again = { grant_type: "authorization_code", code, refresh_token: wrong, passcode: wrong };
    await fetch(`${issuer}/access_token?code=${code}&client_secret=${exampleRelyingParty.clientSecret}`, {
      method: "POST",
      headers: { authorization: basic },
      body: new URLSearchParams(again),
    });
    await fetch(`${issuer}/userinfo?access_token=${tokens.access_token}`);

    // A new passcode for a card, by a code that was sent.
    const readers = new InProcessReaders();
    readers.addReader("R1");
    readers.insert("R1", (await embedded.issueCard("two-roles", profile)).card);
    const at = { readers, authority: origin, passcodes: scriptedPasscodes(next, next) };
    const { request } = await requestSecurityCode(at);
    const [message] = await control.unlockMessages();
    await unlock({ ...at, request, code: message?.code ?? "" });

    const { signIns } = await control.signIns();
    const pages = ["/sign-ins", "/sign-ins/file?id=1", ...signIns.map(({ id }) => `/sign-ins?id=${id}`)];
    const sources = await Promise.all(pages.map(async (path) => (await fetch(desktop.panel + path)).text()));
    const files = await Promise.all(signIns.map(({ id }) => control.signInFile(id)));
    while (!JSON.stringify(events).includes(`"id":${signIns[0]?.id ?? 0},`)) await new Promise(setImmediate);
    stop.abort();
    await heard;
    const secrets: readonly KnownSecret[] = [
      ...knownSecrets,
      { name: "the mistyped passcode", value: wrong },
      { name: "the new passcode", value: next },
      { name: "the client secret", value: exampleRelyingParty.clientSecret },
      { name: "the authorization code", value: code },
      { name: "the access token", value: tokens.access_token },
      { name: "the ID token", value: tokens.id_token ?? "" },
      ...(tokens.refresh_token === undefined ? [] : [{ name: "the refresh token", value: tokens.refresh_token }]),
      { name: "the unlock code", value: message?.code ?? "" },
    ];
    assert.ok(secrets.every(({ value }) => value.length >= 6));
    assert.equal(signIns.length, 2);
    assert.ok(
      sources.every((source) => source.includes("555000000002")),
      "each page shows the person",
    );
    const written = { list: signIns, "sign-ins": files.map(({ signIn }) => signIn), files, events, pages: sources };
    for (const [name, value] of Object.entries(written)) {
      const text = JSON.stringify(value);
      assert.ok(text.length > 500, `the ${name} are empty`);
      assert.deepEqual(secretsIn(text, secrets.flatMap(forms)), [], name);
    }
  });
}
