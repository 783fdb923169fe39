import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { folderVariable } from "../../ci/error-codes/codes-not-produced.ts";
import { exitCodes, type RelyingPartyTargetInput } from "../../src/conformance/index.ts";
import { issuerPath } from "../../src/fake-cis2/networks/cis2-network.ts";
import { unusedPort } from "../../src/foundation/testing/unused-port.ts";

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
    says: /^RELYING_PARTY_REDIRECT_URI_UNKNOWN: .* sends the redirect URI http:\/\/localhost:\d+\/callback, and .* http:\/\/localhost:1\/callback/,
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
    says: /^RELYING_PARTY_ALGORITHM_OTHER: .* takes ID tokens signed by RS512, and CIS2 signs them by RS256/,
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
    says: /^RELYING_PARTY_ELSEWHERE: .* sent nobody to the fake CIS2 at http:/,
    environment: { CIS2_ISSUER: `http://127.0.0.1:9${issuerPath}` },
  },
};

/** Has the suite's process note its error codes, if a run of all tests asks for them. */
const recording =
  process.env[folderVariable] === undefined
    ? []
    : ["--import", new URL("../../ci/error-codes/record.ts", import.meta.url).href];

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

describe("a mistake in the set-up is told once, and nothing is judged", { timeout: 120_000, concurrency: 2 }, () => {
  let folder = "";
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "set-up-"));
    await symlink(here("../../node_modules"), join(folder, "node_modules"));
  });
  after(() => rm(folder, { recursive: true }));

  for (const [name, mistake] of Object.entries(mistakes)) {
    it(`${name} is wrong`, async () => {
      const { code, first, output } = await run(folder, mistake);
      assert.match(first, mistake.says);
      assert.equal(code, exitCodes.targetNotReady);
      assert.match(
        output,
        /^Target: relying-party at http:\/\/localhost:\d+\/sign-in\.[^\n]*\n$/,
        "something was judged",
      );
    });
  }
});

/** Runs the example and the suite, each a process. Resolves to what the suite says. */
async function run(folder: string, { target, environment, change }: Mistake) {
  const place = await mkdtemp(join(folder, "example-"));
  await cp(here("."), place, { recursive: true, filter: (path) => !/\/(broken|testing)$|\.test\.ts$/.test(path) });
  if (change) {
    const [file, from, to] = change;
    const code = await readFile(join(place, file), "utf8");
    assert.ok(code.includes(from));
    await writeFile(join(place, file), code.replace(from, to));
  }
  const [port, cis2Port] = [await unusedPort(), await unusedPort()];
  const config = join(place, "config.mjs");
  await writeFile(config, `export default ${JSON.stringify(configuration(port, cis2Port, target))}`);
  const scheme = target?.cis2?.tls ? "https" : "http";
  const variables = {
    PORT: String(port),
    CIS2_ISSUER: `${scheme}://127.0.0.1:${cis2Port}${issuerPath}`,
    CLIENT_ID: "100000000001.apps.national",
    CLIENT_SECRET: clientSecret,
    ...environment,
  };
  const example = spawn(process.execPath, [join(place, "relying-party.ts")], {
    env: { ...process.env, ...variables },
    stdio: ["ignore", "pipe", "ignore"],
  });
  try {
    await once(example.stdout, "data");
    const command = [
      ...recording,
      here("../../bin/cis2-testkit.js"),
      "conformance",
      "--config",
      config,
      "--report-dir",
      join(place, "reports"),
    ];
    const suite = spawn(process.execPath, command, { stdio: ["ignore", "pipe", "pipe"] });
    const ended = once(suite, "exit") as Promise<[number | null]>;
    const [[code], output, errors] = await Promise.all([ended, text(suite.stdout), text(suite.stderr)]);
    return { code, output, first: errors.split("\n")[0] ?? "" };
  } finally {
    example.kill();
  }
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
