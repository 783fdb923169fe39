import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { SignedXml } from "xml-crypto";
import { getWithBody, objectOf, startTestGas, type TestGas } from "./testing/test-gas.ts";

const [first, second] = ["555010030000", "555010030001"];

describe("a ticket of gas", () => {
  let test: TestGas;
  before(async () => {
    test = await startTestGas();
  });
  after(() => test[Symbol.asyncDispose]());
  const get = async (path: string, query: Record<string, string>, at = test) =>
    (await fetch(`${at.gas.origin}${path}?${new URLSearchParams(query).toString()}`)).text();
  const select = (token: string, selectedRoleUid: string) =>
    get("/saml/RoleSelectionGP.jsp", {
      token,
      selectedRoleUid,
      ssbMode: "0",
      fallbackStatus: "0",
      gacVersion: "GACv1",
    });
  const assertion = (token: string, at = test) => get("/saml/RoleAssertion", { token }, at);
  const logout = (ticket: string) =>
    objectOf({ ...test.activation(), service: "LOGOUT", sso_ticket: ticket, uid: test.card.userId });

  it("has one role of the person's selected, and keeps it", async () => {
    const ticket = await test.ticket();
    assert.equal(await select(ticket, "555010020000"), "<HTML><STATUS>FAILED</STATUS></HTML>");
    assert.equal(await select(ticket, second), "<HTML><STATUS>OK</STATUS></HTML>");
    assert.equal(await select(ticket, second), "<HTML><STATUS>OK</STATUS></HTML>");
    assert.equal(await select(ticket, first), "<HTML><STATUS>FAILED</STATUS></HTML>");
    assert.equal(await select("AQIC5wUnheardOf@AAJTSQACMDE=#", first), "<HTML><STATUS>FAILED</STATUS></HTML>");
    assert.match(await assertion(ticket), new RegExp(`ssbSessionRoleUid"[^>]*><saml:AttributeValue>${second}<`));
  });

  it("has one role selected of two at once", async () => {
    const ticket = await test.ticket();
    const answers = await Promise.all([select(ticket, first), select(ticket, second)]);
    assert.equal(answers.filter((answer) => answer.includes("OK")).length, 1);
  });

  it("is asserted in SAML 1.1 that is signed, with the roles as the directory has them", async () => {
    const xml = await assertion(await test.ticket());
    assert.match(xml, /<samlp:StatusCode Value="samlp:Success"\/>/);
    assert.match(xml, /AttributeName="nhsJobRoleCode"[^>]*><saml:AttributeValue>S8000:G8000:R8001</);
    const signature = /<Signature .*<\/Signature>/s.exec(xml)?.[0] ?? assert.fail("no signature");
    const verifies = (text: string) => {
      const verifier = new SignedXml({ publicCert: test.gas.publicKey, idAttribute: "AssertionID" });
      verifier.loadSignature(signature);
      try {
        return verifier.checkSignature(text);
      } catch {
        return false;
      }
    };
    assert.equal(verifies(xml), true);
    assert.equal(verifies(xml.replace("R8001", "R8000")), false);
  });

  it("ends with a logout, sent as POST or as GET with a body", async () => {
    for (const send of [
      (body: string) => test.post("/login/authlogout", body),
      (body: string) => getWithBody(`${test.gas.origin}/login/authlogout`, body),
    ]) {
      const ticket = await test.ticket();
      assert.doesNotMatch(await send(logout(ticket)), /error/);
      assert.doesNotMatch(await assertion(ticket), /samlp:Success/);
      assert.match(await send(logout(ticket)), /Failed To Validate/);
      assert.match(await select(ticket, first), /FAILED/);
    }
    assert.match(await test.post("/login/authlogout", "<gpOBJECT/>"), /Invalid input request/);
  });

  it("outlives a logout of more than 128 KiB, which is refused unread", async () => {
    const ticket = await test.ticket();
    const body = logout(ticket).padEnd(131_073);
    const answer = await fetch(`${test.gas.origin}/login/authlogout`, { method: "POST", body });
    assert.equal(answer.headers.get("connection"), "close");
    assert.match(await answer.text(), /Invalid input request/);
    assert.match(await assertion(ticket), /samlp:Success/);
    assert.doesNotMatch(await test.post("/login/authlogout", body.slice(0, -1)), /error/);
  });

  it("ends after ten hours", async () => {
    await using own = await startTestGas();
    const ticket = await own.ticket();
    own.clock.advance(36_000_000 - 1);
    assert.match(await assertion(ticket, own), /samlp:Success/);
    assert.equal((await own.gas.tickets()).length, 1);
    own.clock.advance(1);
    assert.doesNotMatch(await assertion(ticket, own), /samlp:Success/);
    assert.deepEqual(await own.gas.tickets(), []);
  });

  it("is none if it comes twice", async () => {
    const ticket = await test.ticket();
    const query = new URLSearchParams({ token: ticket });
    query.append("token", ticket);
    const answer = await fetch(`${test.gas.origin}/saml/RoleAssertion?${query.toString()}`);
    assert.doesNotMatch(await answer.text(), /samlp:Success/);
  });

  it("is in no record of the store as it is", async () => {
    const ticket = await test.ticket();
    const kept = JSON.stringify([await test.gas.tickets(), test.events]);
    assert.equal(kept.includes(ticket.slice(6, 30)), false);
  });
});
