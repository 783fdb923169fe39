import assert from "node:assert/strict";
import { sign } from "node:crypto";
import { after, before, describe, it } from "node:test";
import { MemoryStore } from "../store/memory-store.ts";
import { CMSVersion } from "@peculiar/asn1-cms";
import { parameterNames } from "./messages/parameters.ts";
import { mimeOf, objectOf, parameterOf, startTestGas, type TestGas, userOf } from "./testing/test-gas.ts";
import type { CmsParts } from "./testing/signed-data.ts";

const invalidInput = /<gpPARAM name="error">Invalid input request<\/gpPARAM>/;
const notValidated = /<gpPARAM name="error">Failed To Validate<\/gpPARAM>/;

describe("a sign-in at gas", () => {
  let test: TestGas;
  before(async () => {
    test = await startTestGas();
  });
  after(() => test[Symbol.asyncDispose]());
  const validate = async (parameters: Record<string, string | undefined>) =>
    test.post("/login/authvalidate", objectOf(parameters));
  const reason = () => test.events.at(-1)?.refused;

  it("gives a challenge of 48 bytes with the time in it, and an address to reply to", async () => {
    const answer = await test.post("/login/authactivate", objectOf(test.activation()));
    const challenge = Buffer.from(parameterOf(answer, "challenge"), "base64");
    assert.equal(challenge.length, 48);
    assert.equal(Number(challenge.readBigUInt64BE(20)), test.clock.now().getTime());
    assert.equal(parameterOf(answer, "reply_url"), `${test.gas.origin}/login/authvalidate`);
  });

  it("gives a ticket, the person's roles one a line, and the times of the ticket", async () => {
    const answer = await validate(await test.authentication());
    assert.match(parameterOf(answer, "sso_ticket"), /^AQIC5w[\w+/]{46,}={0,2}@AAJTSQACMDE=#$/);
    for (const [name, value] of Object.entries({
      log_session_id: "Ao9qufl+uA==",
      cn: "Tworoles Tomas Mr",
      gas_version: "5.2.7",
      sso_max_session_time: "600",
      sso_session_time: "600",
      sso_keep_alive: "false",
      sso_logout_url: `${test.gas.origin}/login/authlogout`,
    })) {
      assert.equal(parameterOf(answer, name), value, name);
    }
    const roles = answer.split("\n").filter((line) => line.includes("nhsjobrole"));
    assert.equal(
      roles[1],
      '<gpPARAM name="nhsjobrole1" id="555010030001" orgcode="ZZ102">Emulated Valley Medical Centre, ' +
        '"Clinical":"Clinical Provision":"Nurse Access Role"</gpPARAM>',
    );
    assert.equal(roles.length, 2);
  });

  it("is the same with the blanks of each public client", async () => {
    const indented = (mime: string) => mime.replaceAll("\n", "\n        ");
    const wrapped = (mime: string) => mime.replace(/\n\n(.+)$/, (_, body: string) => `\n\n${inLines(body)}\n`);
    const inLines = (body: string) => body.replaceAll(/(.{76})/g, "$1\n");
    for (const change of [indented, wrapped]) {
      const parameters = await test.authentication();
      const mime = change(Buffer.from(parameters["response"] ?? "", "base64").toString("latin1"));
      const response = Buffer.from(mime).toString("base64");
      assert.match(await validate({ ...parameters, response }), /sso_ticket/);
    }
  });

  const malformed: Record<string, readonly string[]> = {
    auth_method: ["", "4", "three"],
    app_url: ["", "no blanks here", "&lt;script&gt;"],
    log_session_id: ["", "a b", "x".repeat(65)],
    device_id: ["", "device", "device,ClientIP=", "device,ClientIP=nowhere", "d,ClientIP=1.2.3.4,ClientIP=1.2.3.4"],
    service: ["", "LOGOUT", "activation"],
    challenge: ["", "AAAA", "!".repeat(64)],
    signature: ["", "!"],
    uid: ["", "&lt;x&gt;", "1".repeat(65)],
    card_type: ["", "p12"],
    mobility: ["", "2"],
    response: ["", "!", "AAAA", Buffer.from("no MIME part").toString("base64"), mimeOf(Buffer.from("no CMS"))],
  };

  for (const [request, path] of [
    ["activation", "/login/authactivate"],
    ["authentication", "/login/authvalidate"],
  ] as const) {
    for (const name of parameterNames[request]) {
      it(`refuses an ${request} with ${name} left out, doubled or malformed`, async () => {
        const valid = async () => (request === "activation" ? test.activation() : test.authentication());
        assert.match(await test.post(path, objectOf({ ...(await valid()), [name]: undefined })), invalidInput);
        assert.match(await test.post(path, objectOf(await valid(), name)), invalidInput);
        for (const value of malformed[name] ?? assert.fail(`nothing is malformed for ${name}`)) {
          assert.match(await test.post(path, objectOf({ ...(await valid()), [name]: value })), invalidInput, value);
        }
        assert.doesNotMatch(await test.post(path, objectOf(await valid())), /name="error"/);
      });
    }
  }

  it("refuses bodies that are no object", async () => {
    const bomb =
      '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><gpOBJECT><gpPARAM name="x">&b;</gpPARAM></gpOBJECT>';
    for (const body of [
      "",
      "<",
      "text",
      "<gpOBJECT>",
      "<a/>",
      "<gpOBJECT><gpPARAM/></gpOBJECT>",
      bomb,
      "<gpOBJECT>".repeat(5000),
    ]) {
      assert.match(await test.post("/login/authactivate", body), invalidInput, body.slice(0, 40));
    }
    assert.match(await test.post("/login/authactivate", "a".repeat(1_048_576)), invalidInput);
  });

  it("refuses an answer that is sent again, also if the first was refused", async () => {
    const parameters = await test.authentication();
    assert.match(await validate({ ...parameters, uid: userOf("one-role") }), notValidated);
    assert.match(await validate(parameters), notValidated);
    assert.equal(reason(), "CHALLENGE_USED");
  });

  it("accepts one of twenty equal answers at once", async () => {
    const parameters = await test.authentication();
    const answers = await Promise.all(Array.from({ length: 20 }, () => validate(parameters)));
    assert.equal(answers.filter((answer) => answer.includes("sso_ticket")).length, 1);
  });

  it("refuses a challenge of another session or device, and one that the server did not sign", async () => {
    for (const change of [
      { log_session_id: "another" },
      { device_id: "another,ClientIP=127.0.0.1" },
      { signature: Buffer.alloc(256, 1).toString("base64") },
      { challenge: Buffer.alloc(48).toString("base64") },
    ]) {
      assert.match(await validate({ ...(await test.authentication()), ...change }), notValidated);
      assert.equal(reason(), "CHALLENGE_UNKNOWN", JSON.stringify(change));
    }
    const [one, other] = [await test.authentication(), await test.authentication()];
    assert.match(await validate({ ...one, signature: other["signature"] }), notValidated);
  });

  it("refuses another's certificate, another key, another content, and another uid", async () => {
    const other = await test.issue("one-role", "GASCARD2");
    const changed = async (change: (parts: CmsParts) => void, more: Record<string, string> = {}) => {
      assert.match(await validate({ ...(await test.authentication(test.card, change)), ...more }), notValidated);
      return reason();
    };
    const swapped = (parts: CmsParts) => {
      parts.certificates = [other.certificate];
      parts.signer = other.certificate;
    };
    assert.equal(await changed(swapped), "SIGNATURE_INVALID");
    assert.equal(await changed(swapped, { uid: other.userId }), "SIGNATURE_INVALID");
    const { privateKey } = other.pair;
    assert.equal(
      await changed((parts) => (parts.signature = sign("sha1", parts.content, privateKey))),
      "SIGNATURE_INVALID",
    );
    const own = test.card.pair.privateKey;
    assert.equal(await changed((parts) => (parts.signature = sign("sha256", parts.content, own))), "SIGNATURE_INVALID");
    const foreign = Buffer.alloc(48, 7);
    const signedElse = (parts: CmsParts) => {
      parts.content = foreign;
      parts.signature = sign("sha1", foreign, own);
    };
    assert.equal(await changed(signedElse), "CHALLENGE_UNKNOWN");
    assert.equal(await changed(() => undefined, { uid: other.userId }), "the uid is not that of the certificate");
  });

  it("refuses CMS of another shape", async () => {
    const other = await test.issue("one-role");
    const changes: Record<string, (parts: CmsParts) => void> = {
      "two certificates": (parts) => parts.certificates.push(other.certificate),
      "no certificate": (parts) => (parts.certificates = []),
      "another signer": (parts) => (parts.signer = other.certificate),
      "signed attributes": (parts) => (parts.signedAttributes = true),
      "another digest": (parts) => (parts.digest = "2.16.840.1.101.3.4.2.1"),
      "another version": (parts) => (parts.version = CMSVersion.v3),
      "another content type": (parts) => (parts.contentType = "1.2.840.113549.1.7.5"),
    };
    for (const [name, change] of Object.entries(changes)) {
      assert.match(await validate(await test.authentication(test.card, change)), invalidInput, name);
    }
  });

  it("refuses a challenge after five minutes", async () => {
    await using own = await startTestGas();
    const [early, late] = [await own.authentication(), await own.authentication()];
    own.clock.advance(299_999);
    assert.match(await own.post("/login/authvalidate", objectOf(early)), /sso_ticket/);
    own.clock.advance(1);
    assert.match(await own.post("/login/authvalidate", objectOf(late)), notValidated);
    assert.equal(own.events.at(-1)?.refused, "CHALLENGE_EXPIRED");
  });
});

describe("the retirement of CIS1", () => {
  const validated = async (test: TestGas) => {
    const activated = await test.post("/login/authactivate", objectOf(test.activation()));
    if (!activated.includes('name="challenge"')) return false;
    const answer = await test.post("/login/authvalidate", objectOf(await test.authentication()));
    return answer.includes("sso_ticket");
  };

  it("is at the end of 28 February 2027, to the second", async () => {
    await using test = await startTestGas({ now: new Date("2027-02-28T23:59:59Z") });
    assert.equal(await validated(test), true);
    const begun = await test.authentication();
    test.clock.advance(1000);
    assert.equal(await validated(test), false);
    assert.match(await test.post("/login/authvalidate", objectOf(begun)), notValidated);
    assert.equal(test.events.at(-1)?.refused, "CLIENT_RETIRED");
  });

  it("is a setting", async () => {
    await using test = await startTestGas({ settings: { identityAgentRefusedFrom: "2026-11-02T09:00:01Z" } });
    assert.equal(await validated(test), true);
    test.clock.advance(1000);
    assert.equal(await validated(test), false);
  });
});

it("challenges are used once by all instances on a store", async () => {
  const store = new MemoryStore();
  await using one = await startTestGas({ store });
  await using other = await startTestGas({ store });
  const parameters = await one.authentication();
  const both = await Promise.all([one, other].map((test) => test.post("/login/authvalidate", objectOf(parameters))));
  assert.equal(both.filter((answer) => answer.includes("sso_ticket")).length, 1);
});
