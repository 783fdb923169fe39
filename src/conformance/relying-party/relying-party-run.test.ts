import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isTestkitError } from "../../foundation/errors/testkit-error.ts";
import { unusedPort } from "../../foundation/testing/unused-port.ts";
import { type RelyingPartyTargetInput, relyingPartyTargetSchema } from "./configuration.ts";
import { RelyingPartyRun } from "./relying-party-run.ts";

const origin = "http://127.0.0.1:1";
const settings: RelyingPartyTargetInput = {
  startUrl: `${origin}/sign-in`,
  signedIn: { text: "Signed in" },
  signedOut: { text: "Signed out" },
  clientId: "100000000001.apps.national",
  clientSecret: "a secret of the tests",
  redirectUris: [`${origin}/callback`],
  scopes: ["openid"],
  startSeconds: 0,
};

describe("a run against a relying party", () => {
  it("leaves nothing open if the relying party does not answer", async () => {
    const [port, silent] = [await unusedPort(), await unusedPort()];
    const startUrl = `http://127.0.0.1:${silent}/sign-in`;
    const target = relyingPartyTargetSchema.parse({ ...settings, startUrl, cis2: { port } });
    for (let time = 0; time < 2; time++) {
      // The second time the port would be taken if the first had left its fake CIS2 behind.
      await assert.rejects(RelyingPartyRun.start(target), (error) =>
        isTestkitError(error, "RELYING_PARTY_UNREACHABLE"),
      );
    }
  });

  it("names the variable that should hold the secret", async () => {
    const { clientSecret: _, ...rest } = settings;
    const target = relyingPartyTargetSchema.parse({ ...rest, clientSecretEnvironment: "NO_SUCH_VARIABLE" });
    await assert.rejects(
      RelyingPartyRun.start(target, {}),
      (error) => isTestkitError(error, "CONFIGURATION_INVALID") && error.message.includes("NO_SUCH_VARIABLE"),
    );
  });
});
