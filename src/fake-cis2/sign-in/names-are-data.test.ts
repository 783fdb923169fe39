import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { decodeJwt } from "jose";
import { parse } from "node-html-parser";
import { loadPersonas, personaSchema } from "../../care-identity/directory/persona.ts";
import {
  authorizationUrl,
  redirectUri,
  relyingParty,
  signInWith,
  startSignIn,
  startTestCis2,
} from "../testing/harness.ts";
import type { TestCis2 } from "../testing/harness.ts";

/** What a page, a spreadsheet, a shell, a header, a certificate or a template would read as its own. */
const hostile = [
  'Robert "Bob" Smith',
  "=cmd|' /C calc'!A0",
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "$(touch x) `touch y` %PATH%",
  "{{ 7 * 7 }} {% raw %} ${7*7}",
  "O'Brien, CN=Other + O=nhs\\",
  "__proto__",
  "𝓐".repeat(80),
];

/** A file of personas in which the person, their organisation and their roles have a name. */
function peopleNamed(name: string) {
  const people = loadPersonas();
  const person = people.personas["two-roles"] ?? assert.fail();
  const roles = person.roles.map((role) => ({ ...role, roleName: name }));
  const user = { ...person.user, title: "", givenName: name, familyName: name };
  const organisations = people.organisations.map((one) => ({ ...one, name: name.slice(0, 200) }));
  return { organisations, personas: { ...people.personas, "two-roles": { ...person, user, roles } } };
}

for (const name of hostile) {
  describe(`a person, an organisation, a role and a system called ${name.slice(0, 40)}`, () => {
    let test: TestCis2;
    before(async () => {
      const settings = { signInWithoutCard: true };
      const parties = [{ ...relyingParty, name }];
      test = await startTestCis2({ directory: peopleNamed(name), relyingParties: parties, settings });
    });
    after(() => test[Symbol.asyncDispose]());

    it("are on the pages as they are written, in the claims whole, and nothing more", async () => {
      const { issuer } = test.cis2.networks.internet;
      const scope = "openid profile nhsperson nationalrbacaccess associatedorgs selectedrole";
      const signIn = await startSignIn(authorizationUrl(issuer, { scope }));
      const first = parse((await signIn.agent.get(signIn.url, "text/html")).text);
      assert.ok(first.text.includes(name), "the first page does not name the system");
      const listed = first.querySelector('button[value="555000000003"]') ?? assert.fail("the person is not listed");
      assert.ok(listed.text.includes(name), listed.text);
      const state = await signInWith(await test.cardOf("two-roles"), signIn);
      assert.equal(state["step"], "role");
      const page = parse((await signIn.agent.get(signIn.url, "text/html")).text);
      for (const one of [first, page]) {
        assert.equal(one.querySelector("img[onerror]"), null);
        assert.ok(one.querySelectorAll("script").every(({ text }) => !text.includes("alert")));
      }
      const button = page.querySelector("button.tk-role") ?? assert.fail("no role is offered");
      assert.ok(button.text.includes(name.slice(0, 200)), button.text);
      const roleId = button.getAttribute("value") ?? "";
      const chosen = (await signIn.agent.post(`${signIn.url}/role`, { roleId })).json() as { continue: string };
      const callback = new URL(await signIn.agent.follow(chosen.continue, redirectUri)).searchParams;
      const { clientId, clientSecret } = relyingParty;
      const form = { grant_type: "authorization_code", redirect_uri: redirectUri, code: callback.get("code") ?? "" };
      const body = new URLSearchParams({ ...form, client_id: clientId, client_secret: clientSecret });
      const answer = await fetch(`${issuer}/access_token`, { method: "POST", body });
      const tokens = (await answer.json()) as { access_token: string; id_token: string };
      const headers = { authorization: `Bearer ${tokens.access_token}` };
      const userinfo = (await (await fetch(`${issuer}/userinfo`, { headers })).json()) as Record<string, unknown>;
      assert.deepEqual([userinfo["given_name"], userinfo["family_name"]], [name, name]);
      assert.deepEqual(
        (userinfo["nhsid_nrbac_roles"] as { role_name: string }[]).map((role) => role.role_name),
        [name, name],
      );
      assert.equal(decodeJwt(tokens.id_token)["selected_roleid"], roleId);
    });
  });
}

it("no name has a line break, another control character or half a character", () => {
  const person = loadPersonas().personas["two-roles"] ?? assert.fail();
  for (const familyName of ["Smith\r\nSet-Cookie: a=b", "Smith\n", "Smith\u0000", "Smith\u001b[2J", "Smith\ud83d"]) {
    const user = { ...person.user, familyName };
    assert.equal(personaSchema.safeParse({ ...person, user }).success, false, JSON.stringify(familyName));
  }
});
