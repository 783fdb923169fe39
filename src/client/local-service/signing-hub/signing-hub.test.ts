import assert from "node:assert/strict";
import { generateKeyPairSync, verify, X509Certificate } from "node:crypto";
import { PassThrough } from "node:stream";
import { before, describe, it } from "node:test";
import { SignJWT } from "jose";
import { createLogger } from "../../../foundation/create-logger.ts";
import { pageOrigin, serviceWith, type Person, type ServiceUnderTest } from "../../testing/local-service-harness.ts";
import { ScriptedCard, scriptedReaders } from "../../testing/scripted-card.ts";
import { pivScript } from "../../testing/scripted-piv.ts";
import { testIdentity, type TestIdentity } from "../../testing/test-certificate.ts";
import type { SigningResponse } from "./signing-response.ts";

const texts = ["<SignedInfo>First</SignedInfo>", "<SignedInfo>Zweites Rezept für Ü</SignedInfo>"];
const payloads = texts.map((text, index) => ({ id: String(index + 1), payload: Buffer.from(text).toString("base64") }));
const signingRequest = { algorithm: "RS256", requestType: 1, version: 1, flags: 0, payloads };
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64");

/** What a page does that follows the NHS's public signing client: negotiate, connect by long polling, start, invoke. */
async function connect({ address }: ServiceUnderTest, origin = pageOrigin) {
  const connectionData = JSON.stringify([{ name: "signinghub" }]);
  const headers = { origin, "content-type": "application/x-www-form-urlencoded; charset=UTF-8" };
  const query = (extra: Record<string, string>) =>
    new URLSearchParams({ clientProtocol: "1.5", connectionData, ...extra }).toString();
  const negotiated = await fetch(`${address}/signalr/negotiate?${query({})}`, { headers });
  const { Url, ConnectionToken } = (await negotiated.json()) as { Url: string; ConnectionToken: string };
  const step = async (name: string, body?: URLSearchParams) => {
    const parameters = query({ transport: "longPolling", connectionToken: ConnectionToken });
    const response = await fetch(`${address}${Url}/${name}?${parameters}`, {
      method: body ? "POST" : "GET",
      headers,
      body: body ?? null,
    });
    return { status: response.status, text: await response.text() };
  };
  const json = async (name: string, body?: URLSearchParams) => JSON.parse((await step(name, body)).text) as unknown;
  return {
    token: ConnectionToken,
    step,
    json,
    invoke: async (hub: string, method: string, ...A: unknown[]) => {
      const data = JSON.stringify({ H: hub, M: method, A, I: 0 });
      return (await json("send", new URLSearchParams({ data }))) as { I: string; R?: SigningResponse; E?: string };
    },
  };
}

describe("the signing hub", () => {
  let identity: TestIdentity;
  before(async () => {
    identity = await testIdentity("rsa-2048");
  });
  const start = (person: Person = ["123456"]) =>
    serviceWith(scriptedReaders({ R1: new ScriptedCard(pivScript(identity)) }), person);

  it("opens, polls and closes a connection as classic SignalR does", async () => {
    await using service = await start();
    const { json, step } = await connect(service);
    assert.deepEqual(await json("connect"), { C: "d-0", S: 1, M: [] });
    assert.deepEqual(await json("start"), { Response: "started" });
    const poll = json("poll", new URLSearchParams({ messageId: "d-0" }));
    assert.deepEqual(await step("abort", new URLSearchParams()), { status: 200, text: "" });
    assert.deepEqual(await poll, { C: "d-0", M: [] });
    assert.equal((await step("poll", new URLSearchParams())).status, 400);
  });

  for (const [algorithm, hash] of [
    ["RS256", "sha256"],
    ["RS1", "sha1"],
  ] as const) {
    it(`signs each payload with ${algorithm}, by a passcode typed once, and the certificate verifies it`, async () => {
      await using service = await start();
      const { invoke } = await connect(service);
      const { I, R } = await invoke("signinghub", "requestToSign", encode({ ...signingRequest, algorithm }));
      await service.close();
      assert.equal(I, "0");
      assert.equal(R?.status_code, 0);
      assert.deepEqual(
        R.signatures?.map(({ id }) => id),
        ["1", "2"],
      );
      const { publicKey } = new X509Certificate(Buffer.from(R.certificate, "base64"));
      for (const [index, { signature }] of R.signatures.entries()) {
        const bytes = Buffer.from(texts[index] ?? "");
        assert.ok(verify(hash, bytes, publicKey, Buffer.from(signature, "base64")));
      }
      assert.match(service.seen[0] ?? "", /signing 2 prescriptions for https:\/\/cis2\.test/);
    });
  }

  const signatureOf = async (service: ServiceUnderTest, argument: unknown, bytes: string) => {
    const { invoke } = await connect(service);
    const { R } = await invoke("signinghub", "requestToSign", argument);
    assert.equal(R?.status_code, 0);
    const { publicKey } = new X509Certificate(Buffer.from(R.certificate, "base64"));
    const [first] = R.signatures ?? [];
    return verify("sha1", Buffer.from(bytes), publicKey, Buffer.from(first?.signature ?? "", "base64"));
  };
  const bare = { algorithm: "RS1", payloads: payloads.slice(0, 1) };

  it("takes the argument as a JWT signed RS512, whose claims are the payloads and the algorithm alone", async () => {
    await using service = await start();
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const jwt = new SignJWT({ ...bare, iss: "a-prescribing-system", sub: "555000000001" });
    const argument = await jwt.setProtectedHeader({ alg: "RS512", kid: "1" }).setExpirationTime("10m").sign(privateKey);
    assert.ok(await signatureOf(service, argument, texts[0] ?? ""));
  });

  it("takes JSON without requestType, version and flags", async () => {
    await using service = await start();
    assert.ok(await signatureOf(service, encode(bare), texts[0] ?? ""));
  });

  it("signs a payload that is no base64 as text if it is told to", async () => {
    const readers = scriptedReaders({ R1: new ScriptedCard(pivScript(identity)) });
    await using service = await serviceWith(readers, ["123456"], { textPayloads: true });
    const readme = { ...bare, payloads: [{ id: "123", payload: "Some Payload" }] };
    assert.ok(await signatureOf(service, encode(readme), "Some Payload"));
  });

  it("is for the pages of a signing origin, which may use nothing else", async () => {
    const readers = scriptedReaders({ R1: new ScriptedCard(pivScript(identity)) });
    const prescribing = "https://prescribing.test";
    await using service = await serviceWith(readers, ["123456"], { signingOrigins: [prescribing] });
    const { invoke } = await connect(service, prescribing);
    assert.equal((await invoke("signinghub", "requestToSign", encode(bare))).R?.status_code, 0);
    const headers = { origin: prescribing };
    assert.equal((await service.call("/authentication/authenticate", { method: "POST", headers })).status, 403);
    const port = `http://localhost:${service.service.portServicePort}/PRS/GetPortNumber`;
    assert.equal((await fetch(port, { headers })).status, 200);
    assert.equal((await fetch(port)).status, 403);
    assert.equal((await fetch(`${service.address}/signalr/negotiate`)).status, 403);
  });

  const notBase64 = "{not base64}";
  const unreadable: [what: string, argument: unknown][] = [
    ["JSON that is not base64", notBase64],
    ["base64 that is no JSON", Buffer.from(notBase64).toString("base64")],
    ["a request without payloads", encode({ ...signingRequest, payloads: [] })],
    ["an algorithm it does not know", encode({ ...signingRequest, algorithm: "none" })],
    ["a payload that is no base64", encode({ ...signingRequest, payloads: [{ id: "123", payload: "Some Payload" }] })],
    ["an empty payload", encode({ ...signingRequest, payloads: [{ id: "123", payload: "" }] })],
    ["a JWT that is not signed RS512", `${Buffer.from('{"alg":"none"}').toString("base64url")}.e30.AA`],
    ["something that is no text", 7],
  ];
  for (const [what, argument] of unreadable) {
    it(`answers ${what} with the documented internal error`, async () => {
      await using service = await start();
      const { invoke } = await connect(service);
      const { R } = await invoke("signingHub", "requestToSign", argument);
      assert.equal(R?.status_code, 0x53494703);
      assert.match(R.message, /^Failed to process inbound JSON request\..*\(0x53494703\)/);
      assert.deepEqual([R.certificate, R.signatures, R.status_string], ["", null, "ERROR"]);
      assert.deepEqual(service.windows, []);
    });
  }

  it("answers an empty reader with the documented missing certificate", async () => {
    await using service = await serviceWith(scriptedReaders({ R1: undefined }));
    const { invoke } = await connect(service);
    const { R } = await invoke("signinghub", "requestToSign", encode(signingRequest));
    assert.equal(R?.status_code, 0x53494705);
    assert.match(R.message, /^Unable to locate a Smartcard .*\(0x53494705\) No X\.509 Signing certificate found$/);
    assert.equal(R.failed_signatures, null);
  });

  it("names one prescription to the person, and refuses a card whose key is none of RSA, which is logged", async () => {
    const ecc = await testIdentity();
    const log = new PassThrough();
    const logger = createLogger({ level: "warn", destination: log });
    const readers = scriptedReaders({ R1: new ScriptedCard(pivScript(ecc)) });
    await using service = await serviceWith(readers, ["123456"], { logger });
    const { R } = await (await connect(service)).invoke("signinghub", "requestToSign", encode(bare));
    assert.equal(R?.status_code, 0x53494703);
    await service.close();
    assert.match(service.seen[0] ?? "", /signing a prescription for https:\/\/cis2\.test/);
    assert.match(String(log.read()), /"code":"ALGORITHM_NOT_ALLOWED","msg":"[^"]+RS1/);
  });

  it("signs nothing when the person cancels", async () => {
    await using service = await start(["cancel"]);
    const { invoke } = await connect(service);
    const { R } = await invoke("signinghub", "requestToSign", encode(signingRequest));
    assert.equal(R?.status_code, 0x53494703);
    assert.equal(R.signatures, null);
  });

  it("tells unknown hubs, unknown methods and unreadable invocations", async () => {
    await using service = await start();
    const { invoke, json } = await connect(service);
    assert.match((await invoke("otherhub", "requestToSign")).E ?? "", /'otherhub' Hub could not be resolved/);
    assert.match((await invoke("signinghub", "constructor")).E ?? "", /'constructor' method could not be resolved/);
    assert.match(JSON.stringify(await json("send", new URLSearchParams({ data: "{" }))), /could not be read/);
  });

  it("knows a connection only from the origin that opened it", async () => {
    await using service = await serviceWith(scriptedReaders({}), [], { origins: [pageOrigin, "https://other.test"] });
    const { token } = await connect(service, "https://other.test");
    const startWith = async (connectionToken: string, origin: string) => {
      const query = new URLSearchParams({ transport: "longPolling", connectionToken }).toString();
      const response = await service.call(`/signalr/start?${query}`, { headers: { origin } });
      return [response.status, await response.text()];
    };
    assert.deepEqual(await startWith(token, "https://other.test"), [200, '{"Response":"started"}']);
    const refused = [400, "The ConnectionId is in the incorrect format."];
    assert.deepEqual(await startWith(token, pageOrigin), refused);
    assert.deepEqual(await startWith("made-up", pageOrigin), refused);
  });
});
