import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { structuredPatch, type StructuredPatch } from "diff";
import type { CliResult } from "../../src/cli/testing/run-cli.ts";
import { CommandWorker } from "../../src/cli/testing/run-in-worker.ts";
import { exitCodes, type RelyingPartyTargetInput } from "../../src/conformance/index.ts";
import { issuerPath } from "../../src/fake-cis2/networks/cis2-network.ts";
import { unusedPort } from "../../src/foundation/testing/unused-port.ts";
import { copyOfExample } from "./testing/copy.ts";

interface Mistake {
  /** The first line that the person at the terminal reads. */
  readonly says: RegExp;
  readonly target?: Partial<RelyingPartyTargetInput>;
  readonly environment?: Readonly<Record<string, string>>;
  /** A change of the system's code. */
  readonly change?: readonly [file: string, from: string, to: string];
}

const clientSecret = "a secret of the tests";

/** What a supplier gets wrong when they set a system up for the first time. */
const mistakes: Readonly<Record<string, Mistake>> = {
  "the secret": {
    says: /^RELYING_PARTY_SECRET_REFUSED: CIS2 refused the relying party at the token endpoint \(invalid_client\): it sent another secret/,
    environment: { CLIENT_SECRET: "another secret" },
  },
  "the redirect URI": {
    says: /^RELYING_PARTY_REDIRECT_URI_UNKNOWN: .* sends the redirect URI http:\/\/localhost:\d+\/callback, but .* http:\/\/localhost:1\/callback/,
    target: { redirectUris: ["http://localhost:1/callback"] },
  },
  "the client id": {
    says: /^RELYING_PARTY_CLIENT_ID_UNKNOWN: .* sends the client id "another"/,
    environment: { CLIENT_ID: "another" },
  },
  "the PKCE method": {
    says: /^RELYING_PARTY_PKCE_REFUSED: .*code_challenge_method=plain/,
    change: ["cis2.ts", 'code_challenge_method: "S256"', 'code_challenge_method: "plain"'],
  },
  "the algorithm": {
    says: /^RELYING_PARTY_ALGORITHM_OTHER: .* accepts ID tokens signed with RS512, but CIS2 signs them with RS256/,
    change: ["id-token.ts", '{ algorithms: ["RS256"] }', '{ algorithms: ["RS512"] }'],
  },
  "the certification authority": {
    says: /^RELYING_PARTY_DISTRUSTS_CIS2: .* does not trust the certificate of the fake CIS2 at https:/,
    target: { cis2: { tls: true } },
  },
  "the text of a page that is signed in": {
    says: /^RELYING_PARTY_NOT_READY: .*it ends /,
    target: { signedIn: { text: "words that are on no page" } },
  },
  "the port": {
    says: /^RELYING_PARTY_ELSEWHERE: .* did not send the browser to the fake CIS2 at http:/,
    environment: { CIS2_ISSUER: `http://127.0.0.1:9${issuerPath}` },
  },
};

describe("a mistake in the set-up is told once, and nothing is judged", { timeout: 120_000 }, () => {
  let suite: CommandWorker;
  before(() => {
    suite = new CommandWorker();
  });
  after(() => suite.close());

  for (const [name, mistake] of Object.entries(mistakes)) {
    it(`${name} is wrong`, async () => {
      const { exitCode, stdout, stderr } = await run(suite, mistake);
      assert.match(stderr.split("\n")[0] ?? "", mistake.says);
      assert.equal(exitCode, exitCodes.targetNotReady);
      assert.match(
        stdout,
        /^Target: relying-party at http:\/\/localhost:\d+\/sign-in\.[^\n]*\n$/,
        "something was judged",
      );
    });
  }
});

/** Runs the example in this thread and the suite in another. Resolves to what the suite says. */
async function run(suite: CommandWorker, { target, environment, change }: Mistake): Promise<CliResult> {
  await using copy = await copyOfExample(change && (await patchOf(change)));
  const [port, cis2Port] = [await unusedPort(), await unusedPort()];
  const scheme = target?.cis2?.tls ? "https" : "http";
  const settings = copy.readSettings({
    PORT: String(port),
    CIS2_ISSUER: `${scheme}://127.0.0.1:${cis2Port}${issuerPath}`,
    CLIENT_ID: "100000000001.apps.national",
    CLIENT_SECRET: clientSecret,
    ...environment,
  });
  const application = await copy.createApplication(settings, () => undefined);
  const folder = await mkdtemp(join(tmpdir(), "set-up-"));
  const server = copy.createWebServer(application).listen(settings.port, settings.host);
  try {
    await once(server, "listening");
    const config = join(folder, "config.mjs");
    await writeFile(config, `export default ${JSON.stringify(configuration(port, cis2Port, target))}`);
    return await suite.run(["conformance", "--config", config, "--report-dir", join(folder, "reports")], {});
  } finally {
    server.close();
    server.closeAllConnections();
    await rm(folder, { recursive: true });
  }
}

async function patchOf([file, from, to]: NonNullable<Mistake["change"]>): Promise<StructuredPatch> {
  const code = await readFile(new URL(file, import.meta.url), "utf8");
  assert.ok(code.includes(from));
  return structuredPatch(`a/${file}`, `b/${file}`, code, code.replace(from, to));
}

function configuration(port: number, cis2Port: number, changed: Mistake["target"]) {
  const origin = `http://localhost:${port}`;
  const relyingParty: RelyingPartyTargetInput = {
    startUrl: `${origin}/sign-in`,
    sessionUrl: `${origin}/`,
    signedIn: { selector: "#signed-in" },
    signedOut: { selector: "#signed-out" },
    clientSecret,
    redirectUris: [`${origin}/callback`],
    scopes: ["openid", "profile", "nationalrbacaccess", "selectedrole"],
    ...changed,
    cis2: { port: cis2Port, ...changed?.cis2 },
  };
  return { target: "relying-party", tags: "@relying-party", relyingParty };
}
