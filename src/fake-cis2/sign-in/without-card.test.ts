import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parse } from "node-html-parser";
import * as client from "openid-client";
import { UserAgent } from "../../foundation/testing/user-agent.ts";
import { parseSettings, type SettingsInput } from "../settings/settings.ts";
import { personas, redirectUri, signInWith, startSignIn, startTestCis2, type TestCis2 } from "../testing/harness.ts";
import { authorization, discover } from "../testing/relying-party-client.ts";
import { acrFor, offeredFor } from "./authenticators.ts";

const one = "555000000002";
const both = "AAL2_OR_AAL3_ANY";
const on = { signInWithoutCard: true } as const;
const start = (settings: SettingsInput = on) => startTestCis2({ settings });

/** A sign-in of the relying party, in a browser. */
async function request(test: TestCis2, parameters: Record<string, string>, agent = new UserAgent()) {
  const config = await discover(test.cis2.networks.internet.issuer);
  const { url, checks } = authorization(config, parameters);
  const finish = async (callback: string) =>
    (await client.authorizationCodeGrant(config, new URL(callback), checks)).claims() ?? assert.fail();
  return { agent, url, finish, startSignIn: () => startSignIn(url, agent) };
}

/** What the call by which a person signs in without a card is answered. */
async function choose(test: TestCis2, acr_values: string, body: object) {
  const { agent, url } = await (await request(test, { acr_values })).startSignIn();
  const answer = (await agent.post(`${url}/authenticator`, body)).json() as Record<string, never>;
  return (answer["error"] as { code: string } | undefined)?.code ?? String(answer["step"]);
}

async function signInWithoutCard(test: TestCis2, parameters: Record<string, string>, authenticator?: string) {
  const asked = await request(test, parameters);
  const { agent, url } = await asked.startSignIn();
  const state = (await agent.post(`${url}/authenticator`, { authenticator, userId: one })).json();
  const callback = await agent.follow((state as { continue: string }).continue, redirectUri);
  return { agent, claims: await asked.finish(callback) };
}

const levelAndMeans = ({ acr, amr, authentication_assurance_level: level }: client.IDToken) => ({ acr, amr, level });

describe("signing in without a card", () => {
  it("is off unless it is turned on, which a reset undoes", async () => {
    await using test = await start({});
    const person = { authenticator: "authenticator-app", userId: one };
    assert.equal(await choose(test, both, person), "WITHOUT_CARD_OFF");
    const { agent, url } = await (await request(test, { acr_values: both })).startSignIn();
    const page = parse((await agent.get(url, "text/html")).text);
    assert.deepEqual(
      page.querySelectorAll("input[type=radio]").map((radio) => radio.getAttribute("value")),
      ["smartcard"],
    );
    assert.equal(page.querySelector("[name=userId]"), null);
    await test.cis2.withoutCard.turn(true);
    assert.equal(await choose(test, both, person), "finished");
    await test.cis2.reset();
    assert.equal(await choose(test, both, person), "WITHOUT_CARD_OFF");
  });

  const three = ["smartcard", "security-key", "windows-hello", "ipad-app"];
  const two = ["authenticator-app", "nhs-mail", "passkey"];
  for (const [acrValues, expected] of [
    [both, [...three, ...two]],
    ["AAL3_ANY", three],
    [undefined, three],
    ["AAL1_USERPASS", three],
    ["AAL2_ANY", two],
    ["AAL2_TOTP", ["authenticator-app"]],
    ["AAL3_FIDO2 AAL2_NHSMAIL", ["security-key", "nhs-mail"]],
    ["AAL3_N3_SMARTCARD", ["smartcard"]],
  ] as const) {
    it(`offers ${expected.join(", ")} for ${acrValues ?? "a request without acr_values"}`, () => {
      const offered = offeredFor({ acrValues, stepUp: false }, parseSettings({}));
      assert.deepEqual(
        offered.map(({ name }) => name),
        expected,
      );
    });
  }

  it("tells the system which authenticator it was, by level, acr and amr", async () => {
    await using test = await start();
    const app = await signInWithoutCard(test, { acr_values: both }, "authenticator-app");
    assert.deepEqual(levelAndMeans(app.claims), { acr: both, amr: ["TOTP"], level: 2 });
    assert.equal(app.claims["no_card_took_part"], undefined);
    const key = await signInWithoutCard(test, { acr_values: "AAL3_ANY" });
    assert.deepEqual(levelAndMeans(key.claims), { acr: "AAL3_ANY", amr: ["FIDO2"], level: 3 });
  });

  it("has level, acr and amr of each authenticator as settings, and a claim that says it", async () => {
    const passkey: SettingsInput["authenticators"] = { passkey: { level: 3, acr: ["AAL3_PASSKEY"], amr: ["PASS"] } };
    await using test = await start({ ...on, noCardClaim: "included", authenticators: passkey });
    const { claims } = await signInWithoutCard(test, { acr_values: "AAL3_PASSKEY" });
    assert.deepEqual(levelAndMeans(claims), { acr: "AAL3_PASSKEY", amr: ["PASS"], level: 3 });
    assert.equal(claims["no_card_took_part"], true);
  });

  it("does not offer AAL2 where the system asks for AAL3, nor the smartcard where it asks for another", async () => {
    await using test = await start();
    for (const acrValues of ["AAL3_ANY", "AAL3_SMARTCARD"]) {
      const person = { authenticator: "authenticator-app", userId: one };
      assert.equal(await choose(test, acrValues, person), "AUTHENTICATOR_NOT_OFFERED", acrValues);
    }
    assert.equal(await choose(test, "AAL2_TOTP", { authenticator: "smartcard" }), "AUTHENTICATOR_NOT_OFFERED");
    assert.equal(await choose(test, "AAL3_SMARTCARD", { userId: one }), "AUTHENTICATOR_NOT_OFFERED");
  });

  it("signs in nobody who is unknown or has left", async () => {
    await using test = await start();
    assert.equal(await choose(test, both, { userId: "555999999999" }), "USER_UNKNOWN");
    const { user, roles } = personas.personas["leaver"] ?? assert.fail();
    await test.cis2.directory.put({ ...user, active: false }, roles);
    assert.equal(await choose(test, both, { userId: user.userId }), "USER_INACTIVE");
    const { agent, url } = await (await request(test, { acr_values: both })).startSignIn();
    const page = parse((await agent.get(url, "text/html")).text);
    assert.equal(page.querySelector(`[value="${user.userId}"]`), null);
  });

  it("is in the journal, and a sign-in with the card is not", async () => {
    await using test = await start();
    await signInWithoutCard(test, { acr_values: both }, "passkey");
    const { startSignIn: begin } = await request(test, { acr_values: both });
    await signInWith(await test.cardOf("one-role"), await begin());
    const signIns = test.cis2.journal.entries.flatMap((entry) =>
      entry.type === "sign-in" && entry.step === "finished" ? [entry.withoutCard] : [],
    );
    assert.deepEqual(signIns, ["passkey", undefined]);
  });

  for (const [stepUp, offered] of [
    ["smartcard", ["smartcard"]],
    ["any", ["smartcard", "security-key", "windows-hello", "ipad-app"]],
  ] as const) {
    it(`is stepped up from AAL2 to AAL3 by ${offered.join(", ")} if the setting is ${stepUp}`, async () => {
      await using test = await start({ ...on, stepUp });
      const { agent } = await signInWithoutCard(test, { acr_values: both }, "authenticator-app");
      const again = await request(test, { acr_values: both }, agent);
      const silent = await again.finish(await agent.follow(again.url, redirectUri));
      assert.equal(silent["authentication_assurance_level"], 2);
      const none = await request(test, { acr_values: "AAL3_ANY", prompt: "none" }, agent);
      assert.match(await agent.follow(none.url, redirectUri), /error=login_required/);
      const higher = await request(test, { acr_values: "AAL3_ANY" }, agent);
      const signIn = await higher.startSignIn();
      const state = (await agent.get(signIn.url)).json() as { authenticators: { name: string }[] };
      assert.deepEqual(
        state.authenticators.map(({ name }) => name),
        offered,
      );
      const signed = await signInWith(await test.cardOf("one-role"), signIn);
      const claims = await higher.finish(await agent.follow(String(signed["continue"]), redirectUri));
      assert.deepEqual(levelAndMeans(claims), { acr: "AAL3_ANY", amr: ["CIS2_SMARTCARD"], level: 3 });
      const later = await request(test, { acr_values: "AAL3_ANY", prompt: "none" }, agent);
      assert.match(await agent.follow(later.url, redirectUri), /code=/);
    });
  }

  it("lists no more than a hundred people, and finds the others", async () => {
    await using test = await start();
    const { user } = personas.personas["one-role"] ?? assert.fail();
    for (let index = 0; index < 120; index++) {
      const userId = `5559${String(index).padStart(8, "0")}`;
      await test.cis2.directory.put({ ...user, userId, givenName: `Zed${index}` }, []);
    }
    const { agent, url } = await (await request(test, { acr_values: both })).startSignIn();
    const listed = async (search: string) =>
      parse((await agent.get(`${url}?search=${search}`, "text/html")).text).querySelectorAll("[name=userId]");
    assert.equal((await listed("")).length, 100);
    assert.deepEqual(
      (await listed("zed119")).map((button) => button.getAttribute("value")),
      ["555900000119"],
    );
  });

  it("on a form says what is missing", async () => {
    await using test = await start();
    const { agent, url } = await (await request(test, { acr_values: both })).startSignIn();
    const csrf = parse((await agent.get(url, "text/html")).text)
      .querySelector("[name=_csrf]")
      ?.getAttribute("value");
    const said = async (fields: Record<string, string>) => {
      const { text } = await agent.submit(`${url}/authenticator`, { _csrf: csrf ?? "", ...fields });
      return parse(text).querySelector(".nhsuk-error-summary a")?.text.trim();
    };
    assert.equal(await said({}), "Select how to sign in");
    assert.equal(await said({ authenticator: "passkey" }), "Select the person who signs in");
    assert.match((await said({ authenticator: "smartcard", userId: one })) ?? "", /another way/);
    assert.equal((await agent.submit(`${url}/authenticator`, { userId: one })).status, 403);
  });

  it("reports an acr that the authenticator satisfies, whatever the default", () => {
    assert.equal(acrFor(undefined, "passkey", parseSettings({})), "AAL2_ANY");
    assert.equal(acrFor("AAL3_ANY", "smartcard-connect", parseSettings({})), "AAL3_ANY");
    assert.equal(acrFor("AAL2_TOTP", "smartcard-connect", parseSettings({})), "AAL3_ANY");
  });
});
