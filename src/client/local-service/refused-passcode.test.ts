import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { before, describe, it } from "node:test";
import { environmentPasscode } from "../passcode/fixed-passcode.ts";
import type { PasscodeRequest, PasscodeSource } from "../passcode/passcode-source.ts";
import { pageOrigin, serviceWith, type ServiceUnderTest } from "../testing/local-service-harness.ts";
import { ScriptedCard, scriptedReaders } from "../testing/scripted-card.ts";
import { pivScript } from "../testing/scripted-piv.ts";
import { testIdentity, type TestIdentity } from "../testing/test-certificate.ts";

const challenge = Buffer.alloc(32, 9).toString("base64");
const hash = (text: string) => createHash("sha256").update(text).digest();
const message = Buffer.concat([hash(pageOrigin), hash(challenge)]);

async function codeOf(response: Response): Promise<string | undefined> {
  return ((await response.json()) as { error?: { code: string } }).error?.code;
}

describe("a passcode that no person types for each request", () => {
  let identity: TestIdentity;
  before(async () => {
    identity = await testIdentity();
  });
  const start = (passcodes: PasscodeSource) =>
    serviceWith(scriptedReaders({ R1: new ScriptedCard(pivScript({ ...identity, message })) }), [], { passcodes });
  const authenticate = async ({ call }: ServiceUnderTest) =>
    codeOf(await call("/authentication/authenticate", { method: "POST", body: { challenge } }));

  it("costs one try if it is wrong, however many requests come at once or after", async () => {
    const environment = { CIS2_TESTKIT_PASSCODE: "999999" };
    await using service = await start(environmentPasscode(environment));
    assert.deepEqual(
      await Promise.all([authenticate(service), authenticate(service), authenticate(service)]),
      Array(3).fill("PASSCODE_REFUSED"),
    );
    assert.equal(await authenticate(service), "PASSCODE_REFUSED");
    environment.CIS2_TESTKIT_PASSCODE = "999998";
    // Another value is tried: the card counts down from two, not from locked.
    const response = await service.call("/authentication/authenticate", { method: "POST", body: { challenge } });
    const { error } = (await response.json()) as { error: { code: string; details: { triesLeft: number } } };
    assert.deepEqual([error.code, error.details.triesLeft], ["PASSCODE_REFUSED", 1]);
  });

  it("is asked for about one request at a time", async () => {
    const asked: { request: PasscodeRequest; answer: PromiseWithResolvers<string> }[] = [];
    const arrived = Promise.withResolvers<undefined>();
    await using service = await start({
      ask: (request) => {
        const answer = Promise.withResolvers<string>();
        asked.push({ request, answer });
        arrived.resolve(undefined);
        return answer.promise;
      },
    });
    const both = [authenticate(service), authenticate(service)];
    await arrived.promise;
    // A call that is answered after both have been read.
    await authenticateRefused(service);
    assert.equal(asked.length, 1);
    asked[0]?.answer.resolve("123456");
    await Promise.race(both);
    while (asked.at(1) === undefined) await new Promise(setImmediate);
    asked[1]?.answer.resolve("123456");
    assert.deepEqual(await Promise.all(both), [undefined, undefined]);
  });
});

async function authenticateRefused({ call }: ServiceUnderTest): Promise<void> {
  const response = await call("/authentication/authenticate", { method: "POST", body: {} });
  assert.equal(await codeOf(response), "REQUEST_MALFORMED");
}
