import {
  type ConformanceOutcome,
  type RelyingPartyTargetInput,
  resolveConfiguration,
  runConformance,
} from "../../../src/conformance/index.ts";
import { issuerPath } from "../../../src/fake-cis2/networks/cis2-network.ts";
import { unusedPort } from "../../../src/foundation/testing/unused-port.ts";
import { scope, type System } from "./system.ts";

const clientSecret = "a-secret-of-the-tests-with-32-characters";
const clientId = "100000000001.apps.national";

export interface Judging {
  readonly system: System;
  readonly driver: "http" | "browser";
  readonly reportDir: string;
  /** A file of expected outcomes. */
  readonly expected?: string;
  readonly tags?: string;
  /** Whether to wait as long as the system does before it reads the key set again, so that nothing depends on the time. */
  readonly patient?: boolean;
}

/** Runs every module of the target relying-party on a system. */
export async function judgeSystem(judging: Judging): Promise<ConformanceOutcome> {
  const { system, driver, reportDir, expected, tags, patient = false } = judging;
  const { readsKeysEverySeconds } = system;
  const [port, cis2Port] = [await unusedPort(), await unusedPort()];
  const issuer = `http://127.0.0.1:${cis2Port}${issuerPath}`;
  const running = await system.start({ issuer, clientId, clientSecret }, port);
  try {
    const settings = {
      target: "relying-party",
      relyingParty: {
        ...targetOf(system, `http://127.0.0.1:${port}`),
        driver,
        cis2: { port: cis2Port },
        ...(patient && readsKeysEverySeconds !== undefined && { readsKeysEverySeconds }),
      },
      reportDir,
      tags: tags ?? "@relying-party",
      ...(expected === undefined ? {} : { expected }),
    };
    const file = { name: "the test", settings };
    const configuration = resolveConfiguration({ flags: {}, environment: {}, file });
    return await runConformance({ configuration, testkit: "0.0.0" });
  } finally {
    await running.close();
  }
}

function targetOf(system: System, origin: string): RelyingPartyTargetInput {
  const { signInPath, signInClick, sessionPath = "/me", signOutPath, backchannelLogoutPath, redirectPath } = system;
  return {
    startUrl: `${origin}${signInPath}`,
    ...(signInClick === undefined ? {} : { signInClicks: [signInClick] }),
    sessionUrl: `${origin}${sessionPath}`,
    signedIn: { text: '"sub"' },
    signedOut: { text: "null" },
    ...(signOutPath === undefined ? {} : { signOut: { url: `${origin}${signOutPath}` } }),
    ...(backchannelLogoutPath === undefined ? {} : { backchannelLogoutUri: `${origin}${backchannelLogoutPath}` }),
    ...(system.stepUpPath === undefined ? {} : { stepUpUrl: `${origin}${system.stepUpPath}` }),
    clientId,
    clientSecret,
    tokenEndpointAuthMethod: system.tokenEndpointAuthMethod ?? "client_secret_post",
    redirectUris: [`${origin}${redirectPath}`],
    postLogoutRedirectUris: [`${origin}/me`, origin, `${origin}${redirectPath}`],
    scopes: [...(system.scopes ?? scope.split(" "))],
    usesRoles: false,
  };
}
