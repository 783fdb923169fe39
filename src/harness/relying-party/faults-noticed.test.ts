import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { parse } from "node-html-parser";
import { isTestkitError } from "../../foundation/errors/testkit-error.ts";
import {
  relyingParty,
  signInWith,
  startSignIn,
  startTestCis2,
  type TestCis2,
} from "../../fake-cis2/testing/harness.ts";
import { authorization, discover } from "../../fake-cis2/testing/relying-party-client.ts";
import { codeOf, strictSignIn } from "./testing/checking-relying-party.ts";
import type { TestCard } from "../../fake-cis2/testing/test-card.ts";
import { expectedRefusals } from "./testing/expected-refusals.ts";
import type { FaultName, FaultSettingInput } from "../../fake-cis2/index.ts";

describe("faults", () => {
  let test: TestCis2;
  let card: TestCard;
  before(async () => {
    test = await startTestCis2();
    card = await test.cardOf("one-role");
  });
  after(() => test[Symbol.asyncDispose]());
  const withdrawKey = async () => {
    await test.cis2.signingKeys.rotate();
    await test.cis2.signingKeys.withdraw();
  };
  const signIn = () => strictSignIn(test.cis2.networks.internet.issuer, card, 1);

  it("are not there unless they are set", async () => {
    assert.equal((await signIn()).sub, "555000000002");
  });

  for (const [fault, code] of Object.entries(expectedRefusals) as [FaultName, string][]) {
    it(`${fault} is seen as ${code}, once`, async () => {
      if (fault === "withdrawn-key") await withdrawKey();
      await test.cis2.faults.set({ fault, milliseconds: 3000 });
      if (code === "accepted") await signIn();
      else
        await assert.rejects(signIn(), (error) => {
          assert.equal(codeOf(error), code);
          return true;
        });
      assert.deepEqual(await test.cis2.faults.list(), []);
    });
  }

  for (const endpoint of ["discovery", "jwks", "token", "userinfo"] as const) {
    it(`an internal error shows at ${endpoint}`, async () => {
      await test.cis2.faults.set({ fault: "internal-error", endpoint });
      await assert.rejects(signIn(), (error) => {
        assert.match(codeOf(error), /^OAUTH_RESPONSE_IS_NOT_CONFORM$/);
        return true;
      });
    });
  }

  it("show as often as they are set to", async () => {
    await test.cis2.faults.set({ fault: "wrong-nonce", times: 2 });
    await assert.rejects(signIn());
    await assert.rejects(signIn());
    await signIn();
  });

  it("last until they are removed", async () => {
    const { id } = await test.cis2.faults.set({ fault: "wrong-nonce", times: "always" });
    await assert.rejects(signIn());
    await assert.rejects(signIn());
    assert.equal(await test.cis2.faults.remove(id), true);
    await signIn();
    assert.equal(await test.cis2.faults.remove(id), false);
  });

  it("show to their relying party alone", async () => {
    await test.cis2.faults.set({ fault: "wrong-nonce", clientId: "another" });
    await signIn();
    await test.cis2.faults.clear();
    await test.cis2.faults.set({ fault: "wrong-nonce", clientId: relyingParty.clientId });
    await assert.rejects(signIn());
  });

  it("wait for a valid answer to change", async () => {
    const { issuer } = test.cis2.networks.internet;
    await test.cis2.faults.set({ fault: "wrong-issuer" });
    const body = new URLSearchParams({ grant_type: "authorization_code", code: "made-up" });
    assert.equal((await fetch(`${issuer}/access_token`, { method: "POST", body })).status, 400);
    assert.equal((await test.cis2.faults.list()).length, 1);
    await test.cis2.faults.clear();
  });

  it("are refused where they are not of the catalogue", async () => {
    for (const input of [{ fault: "unheard-of" }, { fault: "slow", milliseconds: 0 }, { fault: "slow", times: 0 }]) {
      await assert.rejects(test.cis2.faults.set(input as FaultSettingInput), (error) =>
        isTestkitError(error, "REQUEST_MALFORMED"),
      );
    }
  });
});

describe("faults on the way back by form_post", () => {
  let test: TestCis2;
  let card: TestCard;
  before(async () => {
    test = await startTestCis2();
    card = await test.cardOf("one-role");
  });
  after(() => test[Symbol.asyncDispose]());

  /** The fields of the form that brings the browser back. */
  async function fieldsOfForm(): Promise<Record<string, string | undefined>> {
    const config = await discover(test.cis2.networks.internet.issuer);
    const signIn = await startSignIn(authorization(config, { response_mode: "form_post" }).url);
    const state = await signInWith(card, signIn);
    const { text } = await signIn.agent.get(String(state["continue"]));
    const fields = parse(text).querySelectorAll("form[method=post] input[type=hidden]");
    const pairs = fields.map((field): [string, string | undefined] => [
      field.getAttribute("name") ?? "",
      field.getAttribute("value"),
    ]);
    return Object.fromEntries(pairs);
  }

  it("change the fields of the form", async () => {
    const good = await fieldsOfForm();
    assert.ok(good["code"] && good["state"]);
    await test.cis2.faults.set({ fault: "wrong-state" });
    assert.equal((await fieldsOfForm())["state"], "another-state");
    await test.cis2.faults.set({ fault: "access-denied" });
    const denied = await fieldsOfForm();
    assert.deepEqual([denied["code"], denied["error"]], [undefined, "access_denied"]);
    assert.deepEqual(await test.cis2.faults.list(), []);
  });
});
