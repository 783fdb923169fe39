import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import Koa from "koa";
import { parse } from "node-html-parser";
import { catalogue, type ErrorCode } from "../../foundation/errors/catalogue.ts";
import { personTexts } from "../../foundation/errors/person-texts.ts";
import { personaNamed } from "../../care-identity/directory/persona.ts";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import { silentLogger } from "../../foundation/logger.ts";
import { startTestServer } from "../../foundation/testing/test-server.ts";
import { UserAgent } from "../../foundation/testing/user-agent.ts";
import {
  authorizationUrl,
  personas,
  relyingParty,
  startSignIn,
  startTestCis2,
  type TestCis2,
} from "../testing/harness.ts";
import { answerChallenge, type TestCard } from "../testing/test-card.ts";
import { errorMiddleware } from "./errors.ts";

/** A page as a person sees it before they fold anything out, and what is folded. */
function read(html: string) {
  const page = parse(html);
  const folded = page.querySelector("details")?.structuredText ?? "";
  for (const one of page.querySelectorAll("details, script, style")) one.remove();
  const main = page.querySelector("main");
  const links = main?.querySelectorAll("a").map((link) => link.getAttribute("href")) ?? [];
  const first = main?.querySelector("h1, .nhsuk-error-summary")?.getAttribute("class");
  return {
    title: page.querySelector("title")?.text.trim() ?? "",
    text: (main?.structuredText ?? "").replaceAll(/^ +/gm, ""),
    folded,
    links,
    first,
  };
}

describe("pages for the person", () => {
  let test: TestCis2;
  let card: TestCard | undefined;
  before(async () => {
    test = await startTestCis2({
      headless: {
        authenticate: async ({ persona, challenge, origin }) =>
          answerChallenge(card ?? (await test.cardOf(persona)), { challenge, origin }),
      },
      relyingParties: [
        { ...relyingParty, name: "Test Records" },
        { ...relyingParty, clientId: "other", name: "Other Records", networks: ["hscn"] },
      ],
    });
  });
  after(() => test[Symbol.asyncDispose]());
  const get = async (url: string) => read((await new UserAgent().get(url, "text/html")).text);
  const authorize = (parameters?: Record<string, string>) =>
    authorizationUrl(test.cis2.networks.internet.issuer, parameters);
  const errorOf = async (persona: string) => {
    const { agent, url } = await startSignIn(authorize());
    await test.cis2.nextSignIns.queue({ persona, lasting: false });
    return { url, ...read((await agent.get(url, "text/html")).text) };
  };

  it("say on which day a certificate ran out, and offer nothing that cannot help", async () => {
    const began = test.clock.now();
    test.clock.set(new Date("2023-08-14T12:00:00Z"));
    card = await test.cardOf("one-role");
    test.clock.set(began);
    const { title, text, folded, links, first } = await errorOf("one-role");
    card = undefined;
    assert.match(title, /^Error: You are not signed in/);
    assert.equal(first, "nhsuk-error-summary");
    assert.match(text, /ran out on 1[34] August 2026\.[\s\S]*Contact your Registration Authority\./);
    assert.doesNotMatch(text, /\d{4}-\d\d|CERTIFICATE_EXPIRED|Try again/);
    assert.deepEqual(links, []);
    assert.match(folded, /The certificate expired at 2026-08-1[34]T[\s\S]*CERTIFICATE_EXPIRED, reference [\w-]{36}/);
  });

  it("lead back to the sign-in if trying again can help, and not if it cannot", async () => {
    const { url, agent } = await startSignIn(authorize());
    const forged = read((await agent.submit(`${url}/cancel`, {})).text);
    assert.deepEqual(forged.links, [new URL(url).pathname]);
    assert.match(forged.text, /What you sent did not come from the sign-in page/);
    assert.deepEqual((await errorOf("unknown-user")).links, []);
  });

  it("have no developer's words, time, serial or code before something is folded out, whatever went wrong", async () => {
    const codes = Object.keys(personTexts) as ErrorCode[];
    const app = new Koa().use(errorMiddleware(silentLogger)).use(({ path }) => {
      const code = path.slice(1) as ErrorCode;
      const names = [...catalogue[code].message.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "");
      const value = (name: string) => (/^(from|not)/.test(name) ? "2026-08-14T10:00:00.000Z" : "0123456789ABCDEF");
      const details = Object.fromEntries(names.map((name) => [name, name === "triesLeft" ? 2 : value(name)]));
      // Not made by its constructor, which would count the error as one that a test has made the product make.
      const error: unknown = Object.assign(Object.create(TestkitError.prototype) as object, {
        code,
        details,
        message: "as developers say",
      });
      throw error as TestkitError;
    });
    const handle = app.callback();
    await using server = await startTestServer((request, response) => void handle(request, response));
    for (const code of codes) {
      const { title, text, folded } = await get(`${server.origin}/${code}`);
      assert.match(title, /^Error: /, code);
      assert.doesNotMatch(text, /\d{4}-\d\d-\d\d|T\d\d:|as developers say|[A-Z]{3,}_[A-Z]+|challenge|assertion/, code);
      if (code !== "NETWORK_NOT_ALLOWED") assert.doesNotMatch(text, /0123456789ABCDEF/, code);
      assert.match(folded, new RegExp(`as developers say[\\s\\S]*${code}`), code);
    }
    assert.deepEqual((await get(`${server.origin}/PASSCODE_LOCKED`)).links, ["/card-services/unlock"]);
  });

  it("say which client ids are registered if the one that was sent is not", async () => {
    for (const sent of ["wrong-one", undefined]) {
      const url = sent === undefined ? authorize().replace(/client_id=[^&]*&/, "") : authorize({ client_id: sent });
      const { title, text, folded } = await get(url);
      assert.match(title, /^Error: You cannot sign in/);
      assert.match(text, /CIS2 does not know the system that sent you here\.[\s\S]*Contact the people who look after/);
      assert.ok(text.includes(`Client id that was sent\n${sent ?? "None"}`), text);
      assert.ok(text.includes(`Test Records: ${relyingParty.clientId}`), text);
      assert.doesNotMatch(text, /Other Records/);
      assert.match(folded, /Send what is registered/);
    }
  });

  it("say which redirect addresses are registered if the one that was sent is not", async () => {
    const { text } = await get(authorize({ redirect_uri: "https://wrong.test/callback" }));
    assert.match(text, /Test Records wants you back at an address that CIS2 does not know/);
    assert.match(text, /Redirect address that was sent\nhttps:\/\/wrong\.test\/callback\n/);
    for (const registered of relyingParty.redirectUris) assert.ok(text.includes(registered), text);
  });

  it("begin at / with what is registered, and where to go", async () => {
    const { title, text, links } = await get(`${test.origin}/`);
    assert.match(title, /^Start from the system you want to use/);
    assert.ok(text.includes(`Test Records: ${relyingParty.clientId}`), text);
    const { issuer } = test.cis2.networks.internet;
    assert.deepEqual(links, ["/card-services", `${issuer}/.well-known/openid-configuration`]);
  });

  it("say that a sign-in has ended if one goes back to it after cancelling", async () => {
    const { agent, url } = await startSignIn(authorize());
    const token = /name="_csrf" value="([^"]+)"/.exec((await agent.get(url, "text/html")).text)?.[1] ?? "";
    const cancelled = await agent.submit(`${url}/cancel`, { _csrf: token });
    await agent.follow(String(cancelled.headers.get("location")), relyingParty.redirectUris[0] ?? "");
    const { title, text } = read((await agent.get(url, "text/html")).text);
    assert.match(title, /^Error: You are not signed in/);
    assert.match(text, /This sign-in has ended\.[\s\S]*Go back to the system you want to use/);
  });

  it("show roles of the same name with their organisation, and with their id if that is the same too", async () => {
    const { user, roles } = personaNamed(personas, "two-roles");
    const [role] = roles;
    assert.ok(role);
    const same = ["555010039001", "555010039002"].map((roleId) => ({ ...role, roleId }));
    const elsewhere = { ...role, roleId: "555010039003", organisationCode: "ZZ102" };
    await test.cis2.directory.put(user, [...same, elsewhere]);
    const { agent, url } = await startSignIn(authorize({ scope: "openid selectedrole" }));
    await test.cis2.nextSignIns.queue({ persona: "two-roles", lasting: false });
    const page = parse((await agent.get(url, "text/html")).text);
    const shown = page.querySelectorAll("#roles button").map((button) => button.structuredText.replaceAll(/\s+/g, " "));
    assert.equal(new Set(shown).size, 3, shown.join());
    assert.match(shown[0] ?? "", /\(ZZ101\), role 555010039001$/);
    assert.match(shown[2] ?? "", /\(ZZ102\)$/);
  });

  it("have an icon also where a browser asks for one by itself", async () => {
    const answer = await fetch(`${test.origin}/favicon.ico`);
    assert.deepEqual([answer.status, answer.headers.get("content-type")], [200, "image/svg+xml"]);
  });
});
