import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { type RelyingPartyTargetInput, resolveConfiguration, runConformance } from "../../src/conformance/index.ts";
import { issuerPath } from "../../src/fake-cis2/networks/cis2-network.ts";
import { unusedPort } from "../../src/foundation/testing/unused-port.ts";
import { type Application, applications, reservePort } from "./applications.ts";

const clientSecret = "a-secret-of-the-tests";
const clientId = "100000000001.apps.national";
const scopes = ["openid", "profile", "email", "nationalrbacaccess", "selectedrole"];

/** The relying parties of other people's making; what is known and put up with of each is in a file, with its reason. */
const judged: Readonly<Record<string, string>> = {
  "express-openid-connect": "expected-outcomes/express-openid-connect.json",
  "Auth.js": "expected-outcomes/auth-js.json",
};

function targetOf(application: Application, origin: string, port: number): RelyingPartyTargetInput {
  const { signInPath, signInClick, signOutPath, backchannelLogoutPath, redirectPath } = application;
  return {
    startUrl: `${origin}${signInPath}`,
    ...(signInClick === undefined ? {} : { signInClicks: [signInClick] }),
    sessionUrl: `${origin}/me`,
    signedIn: { text: '"sub"' },
    signedOut: { text: "null" },
    ...(signOutPath === undefined ? {} : { signOut: { url: `${origin}${signOutPath}` } }),
    ...(backchannelLogoutPath === undefined ? {} : { backchannelLogoutUri: `${origin}${backchannelLogoutPath}` }),
    clientId,
    clientSecret,
    redirectUris: [`${origin}${redirectPath}`],
    scopes,
    usesRoles: false,
    driver: "http",
    cis2: { port },
  };
}

describe(
  "the target relying-party, on relying parties made with other people's libraries",
  { timeout: 240_000 },
  () => {
    let folder = "";
    before(async () => {
      folder = await mkdtemp(join(tmpdir(), "relying-parties-"));
    });
    after(() => rm(folder, { recursive: true }));

    for (const [name, expected] of Object.entries(judged)) {
      it(`says of ${name} what is known of it, and nothing else`, async () => {
        const application = applications.find((one) => one.name === name) ?? assert.fail();
        const [site, port] = [await reservePort(), await unusedPort()];
        const issuer = `http://127.0.0.1:${port}${issuerPath}`;
        site.serve(application.create({ issuer, clientId, clientSecret }, site.origin));
        try {
          const settings = {
            target: "relying-party",
            relyingParty: targetOf(application, site.origin, port),
            reportDir: join(folder, name),
            expected: fileURLToPath(new URL(expected, import.meta.url)),
            tags: "@relying-party",
          };
          const configuration = resolveConfiguration({
            flags: {},
            environment: {},
            file: { name: "the test", settings },
          });
          const { report, exitCode } = await runConformance({ configuration, testkit: "0.0.0" });
          const unexpected = report.scenarios.filter((one) => !one.expected);
          assert.deepEqual(
            unexpected.map(({ id, example, verdict, reason }) => ({ id, example, verdict, reason })),
            [],
          );
          assert.equal(exitCode, 0);
          const failed = report.scenarios.filter(({ verdict }) => verdict === "failed").length;
          const known = JSON.parse(await readFile(settings.expected, "utf8")) as object;
          assert.equal(failed, Object.keys(known).length, "an expected outcome names no scenario");
        } finally {
          site.close();
        }
      });
    }
  },
);
