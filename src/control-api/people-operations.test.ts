import assert from "node:assert/strict";
import { type ControlledCis2, startControlledCis2 } from "./testing/controlled-cis2.ts";
import { after, before, describe, it } from "node:test";
import { personaNamed } from "../care-identity/directory/persona.ts";
import { signInWith, startSignIn, authorizationUrl, personas } from "../fake-cis2/testing/harness.ts";
import { ControlClient } from "./control-client.ts";

describe("people and certificates by the control API", () => {
  let test: ControlledCis2;
  let control: ControlClient;
  before(async () => {
    test = await startControlledCis2();
    control = new ControlClient(test.controlOrigin);
  });
  after(() => test[Symbol.asyncDispose]());

  const { user, roles } = personaNamed(personas, "two-roles");
  const malformed = (reason: RegExp) => (error: unknown) =>
    error instanceof Error && "code" in error && error.code === "REQUEST_MALFORMED" && reason.test(error.message);
  const signIn = async (persona: string) =>
    signInWith(await test.cardOf(persona), await startSignIn(authorizationUrl(test.cis2.networks.internet.issuer)));

  it("refuse a role that is there twice, for the user or for another", async () => {
    const [role] = roles;
    assert.ok(role);
    await assert.rejects(control.putUser({ user, roles: [role, role] }), malformed(/is there twice/));
    const other = { ...user, userId: "555000009999" };
    await assert.rejects(control.putUser({ user: other, roles: [role] }), malformed(/is there twice/));
    assert.equal((await control.putUser({ user, roles })).userId, user.userId);
  });

  it("have roles at an organisation that was added with a name, and at no unknown one", async () => {
    const [role] = roles;
    assert.ok(role);
    const site = { ...role, organisationCode: "RXX01ABCD" };
    await assert.rejects(control.putUser({ user, roles: [site] }), malformed(/no organisation: add it with PUT/));
    await control.putOrganisation({ code: "RXX01ABCD", name: "A Site of Its Own" });
    assert.ok((await control.organisations()).some(({ code }) => code === "RXX01ABCD"));
    await control.putUser({ user, roles: [site] });
    const held = await test.cis2.directory.find(user.userId);
    assert.equal(held?.roles[0]?.organisationName, "A Site of Its Own");
    await assert.rejects(control.putOrganisation({ code: "TOOLONG0CODE", name: "x" }), malformed(/3 to 9 capital/));
    await control.putUser({ user, roles });
  });

  it("take a person without an e-mail address, or with one name, and refuse half a character", async () => {
    const { email: _, ...without } = user;
    await control.putUser({ user: { ...without, givenName: "", title: "" }, roles });
    assert.equal((await test.cis2.directory.find(user.userId))?.email, undefined);
    await assert.rejects(
      control.putUser({ user: { ...user, familyName: "\ud800" }, roles }),
      malformed(/whole Unicode characters/),
    );
    await control.putUser({ user, roles });
  });

  it("revoke a certificate in any form of OpenSSL's, and nothing that is no serial number", async () => {
    for (const [index, form] of [
      (serial: string) => serial.toUpperCase(),
      (serial: string) => (serial.toUpperCase().match(/../g) ?? []).join(":"),
      (serial: string) => `0x${serial}`,
    ].entries()) {
      const card = await test.cardOf("one-role");
      await control.revokeCertificate(form(card.serialNumber));
      const state = await signInWith(card, await startSignIn(authorizationUrl(test.cis2.networks.internet.issuer)));
      assert.match(JSON.stringify(state), /CERTIFICATE_REVOKED/, String(index));
    }
    for (const wrong of ["AB:CD:EF:", "not-a-serial", "xyz"]) {
      await assert.rejects(control.revokeCertificate(wrong), malformed(/no serial number/));
    }
    assert.ok("continue" in (await signIn("one-role")));
  });

  it("are not called forgers at a clock outside the authority's own time", async () => {
    const card = await test.cardOf("one-role");
    for (const now of ["9999-06-01T00:00:00Z", "1969-06-01T00:00:00Z"]) {
      await control.setClock(new Date(now));
      const begun = await startSignIn(authorizationUrl(test.cis2.networks.internet.issuer));
      assert.match(JSON.stringify(await signInWith(card, begun)), /AUTHORITY_OUT_OF_TIME/);
    }
    await control.setClock(new Date("9999-06-01T00:00:00Z"));
    await assert.rejects(test.cardOf("one-role"), { code: "CERTIFICATE_TIME_UNWRITABLE" });
  });

  it("cannot put the clock to a day that does not exist", async () => {
    const origin = test.controlOrigin;
    for (const [now, status] of [
      ["2026-02-30T12:00:00Z", 400],
      ["2026-02-28T12:00:00Z", 200],
    ] as const) {
      const body = JSON.stringify({ now });
      const headers = { "content-type": "application/json" };
      assert.equal((await fetch(`${origin}/clock`, { method: "PUT", headers, body })).status, status);
    }
  });
});
