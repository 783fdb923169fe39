import assert from "node:assert/strict";
import { PassThrough } from "node:stream";
import { describe, it } from "node:test";
import { ReadStream } from "node:tty";
import { isTestkitError } from "../../../foundation/errors/testkit-error.ts";
import { relyingPartyTargetSchema } from "../configuration.ts";
import { handDriver } from "./hand-driver.ts";
import { openTerminal, type Terminal } from "./terminal.ts";

const target = relyingPartyTargetSchema.parse({
  startUrl: "https://system.test/",
  signInClicks: ["Sign in"],
  signedIn: { text: "Signed in as" },
  signedOut: { selector: "#sign-in" },
  clientSecret: "a secret of the tests",
  redirectUris: ["https://system.test/callback"],
  scopes: ["openid"],
});

/** Somebody who types these answers, in this order, and then leaves the rest unanswered. */
function person(...typed: string[]) {
  const said: string[] = [];
  const terminal: Terminal = {
    say: (text) => said.push(text),
    ask: (question, signal) => {
      said.push(question);
      const answer = typed.shift();
      if (answer !== undefined) return Promise.resolve(answer);
      return new Promise((_, reject) => {
        signal?.addEventListener("abort", () => {
          reject(new Error("nobody waits for the answer any more"));
        });
      });
    },
    close: () => undefined,
  };
  return { said, terminal };
}

const never = () => new Promise<void>(() => undefined);

describe("a relying party that is used by hand", () => {
  it("asks until it hears yes or no", async () => {
    const { said, terminal } = person("perhaps", "Yes");
    const visit = await handDriver(target, { cis2: "", signInMoves: never }, terminal).visit();
    assert.equal(await visit.looks("signed in"), true);
    assert.equal(said.filter((line) => line.includes('it says "Signed in as"')).length, 2);
    assert.equal(await visit.page(), undefined);
  });

  it("goes on when CIS2 has signed the person in, without waiting for a key", async () => {
    const { said, terminal } = person();
    const driver = handDriver(target, { cis2: "", signInMoves: () => Promise.resolve() }, terminal);
    const visit = await driver.visit();
    await visit.signIn();
    assert.ok(said.some((line) => line.includes('Go to https://system.test/, then click "Sign in"')));
  });

  it("goes on when the person says that nothing more happens", async () => {
    const { terminal } = person("", "");
    const visit = await handDriver(target, { cis2: "", signInMoves: never }, terminal).visit();
    await visit.signIn();
    await visit.click("Sign out", { stopBefore: "CIS2" });
    assert.ok(visit.trail.includes('Click "Sign out", and confirm nothing at CIS2.'));
  });

  it("is refused where nobody could answer", () => {
    const pipe = Object.assign(new PassThrough(), { isTTY: false });
    Object.setPrototypeOf(pipe, ReadStream.prototype);
    assert.throws(
      () => openTerminal(pipe as unknown as ReadStream),
      (error) => isTestkitError(error, "DRIVER_MISSING"),
    );
  });
});
