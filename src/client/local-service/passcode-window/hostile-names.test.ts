import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { pageOrigin, serviceWith } from "../../testing/local-service-harness.ts";
import { ScriptedCard, scriptedReaders } from "../../testing/scripted-card.ts";
import { pivScript } from "../../testing/scripted-piv.ts";
import { testIdentity, type TestIdentity } from "../../testing/test-certificate.ts";

const challenge = Buffer.alloc(32, 9).toString("base64");
const authenticate = (relyingParty?: string) => ({ method: "POST", body: { challenge, relyingParty } });

describe("what a page says of itself", () => {
  let identity: TestIdentity;
  before(async () => {
    identity = await testIdentity();
  });
  const start = (person: string[] = []) =>
    serviceWith(scriptedReaders({ R1: new ScriptedCard(pivScript({ ...identity })) }), person);

  it("comes after the origin in the passcode window, isolated, and neither hides nor turns anything", async () => {
    await using service = await start(["cancel"]);
    await service.call("/authentication/authenticate", authenticate("\u202e\u001b[2K\rNHS\nlogin\u200b"));
    await service.close();
    assert.match(service.seen[0] ?? "", new RegExp(`For <bdi>${pageOrigin} \\(“ ?NHS login”\\)</bdi>`));
  });

  it("cannot fill the screen with windows: a site has four, until the person has answered one", async () => {
    await using service = await start();
    const calls = Array.from({ length: 4 }, () => service.call("/authentication/authenticate", authenticate()));
    while (service.windows.length < 4) await new Promise(setImmediate);
    const response = await service.call("/authentication/authenticate", authenticate());
    const { error } = (await response.json()) as { error: { code: string } };
    assert.deepEqual([response.status, error.code], [429, "PASSCODE_WINDOWS_OPEN"]);
    assert.equal(service.windows.length, 4);
    service.service.cancelWindows();
    await Promise.all(calls);
    const next = service.call("/authentication/authenticate", authenticate());
    while (service.windows.at(4) === undefined) await new Promise(setImmediate);
    service.service.cancelWindows();
    assert.equal((await next).status, 409);
  });
});
