import assert from "node:assert/strict";
import { verify, X509Certificate } from "node:crypto";
import { after, before, describe, it } from "node:test";
import { PersonaCardIssuer } from "../../src/harness/index.ts";
import { VirtualCard } from "../../src/virtual-card/index.ts";
import { skipWithoutPcscPrograms, startServiceReaders, type ServiceReaders } from "../service-readers.ts";
import { startCommand } from "./command-line.ts";

const origin = "https://prescribing.test";
const payloads = [{ id: "123", payload: Buffer.from("Some Payload").toString("base64") }];

describe("the client command, over PC/SC", { skip: skipWithoutPcscPrograms() }, () => {
  let desk: ServiceReaders;
  let cardIssuer: PersonaCardIssuer;
  before(async () => {
    desk = await startServiceReaders();
    cardIssuer = await PersonaCardIssuer.open();
  });
  after(() => desk.stop());

  const start = async (passcode: string) => {
    const words = ["client", "--json", "--log", "silent", "--origin", origin, "--port-service-port", "0"];
    const client = startCommand(desk, [...words, "--passcode", "environment"], { CIS2_TESTKIT_PASSCODE: passcode });
    const { portService } = (await client.next({})) as { portService: number };
    return { client, portService, [Symbol.asyncDispose]: () => client[Symbol.asyncDispose]() };
  };

  /** The steps of the NHS's public signing client: find the port, negotiate, long polling, invoke. */
  const requestToSign = async (portService: number) => {
    const headers = { origin, "content-type": "application/x-www-form-urlencoded" };
    const found = await fetch(`http://localhost:${portService}/PRS/GetPortNumber`, { headers });
    const { portData } = (await found.json()) as { portData: { portNumber: number } };
    const hub = `http://localhost:${portData.portNumber}/signalr`;
    const negotiated = await fetch(`${hub}/negotiate?clientProtocol=1.5`, { headers });
    const { ConnectionToken: connectionToken } = (await negotiated.json()) as { ConnectionToken: string };
    const query = new URLSearchParams({ transport: "longPolling", clientProtocol: "1.5", connectionToken }).toString();
    for (const step of ["connect", "start"])
      assert.equal((await fetch(`${hub}/${step}?${query}`, { headers })).status, 200);
    const polling = fetch(`${hub}/poll?${query}`, { method: "POST", headers, body: "messageId=d-0" });
    const request = { algorithm: "RS1", requestType: 1, version: 1, flags: 0, payloads };
    const argument = Buffer.from(JSON.stringify(request)).toString("base64");
    const data = JSON.stringify({ H: "signinghub", M: "requestToSign", A: [argument], I: 0 });
    const body = new URLSearchParams({ data });
    const sent = await fetch(`${hub}/send?${query}`, { method: "POST", headers, body });
    await fetch(`${hub}/abort?${query}`, { method: "POST", headers, body: "" });
    await polling;
    return ((await sent.json()) as { R: Record<string, unknown> }).R;
  };

  for (const profile of ["piv", "series8"]) {
    it(`signs for a page that follows the NHS's public signing client, with the card "${profile}"`, async () => {
      const made = await cardIssuer.make("one-role", profile);
      using reader = desk.reader();
      reader.insert(new VirtualCard(made.image));
      await using running = await start(made.persona.card.passcode);
      const { client, portService } = running;
      const response = await requestToSign(portService);
      assert.equal(response["status_code"], 0, JSON.stringify(response));
      const [signature] = response["signatures"] as { id: string; signature: string }[];
      const { publicKey, subject } = new X509Certificate(Buffer.from(String(response["certificate"]), "base64"));
      assert.match(subject, /CN=555000000002_/);
      assert.equal(signature?.id, "123");
      assert.ok(verify("sha1", Buffer.from("Some Payload"), publicKey, Buffer.from(signature.signature, "base64")));
      assert.equal(await client.stop(), 0);
    });
  }

  it("says that no signing certificate was found while the reader is empty", async () => {
    await using running = await start("123456");
    const response = await requestToSign(running.portService);
    assert.equal(response["status_code"], 0x53494705);
  });
});
