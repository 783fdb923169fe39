import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { chromium } from "@playwright/test";

/** OpenSC's PKCS #11 module. On Debian and Ubuntu, programs find it by this name alone. */
const openSc = process.env["OPENSC_MODULE"] ?? "opensc-pkcs11.so";

/**
 * Opens a Chromium that reaches smartcards through NSS and OpenSC, as on a person's desktop. `home` is an empty folder for
 * NSS's database and the browser's profile. `environment` leads to the readers. Chromium needs a display, such as that
 * of `xvfb-run`. Without a display it cannot ask for the passcode.
 */
export async function openCardBrowser(home: string, environment: NodeJS.ProcessEnv, site: string) {
  const env = { ...process.env, ...environment, HOME: home, LANGUAGE: "en" } as Record<string, string>;
  const database = `sql:${home}/.pki/nssdb`;
  await mkdir(join(home, ".pki/nssdb"), { recursive: true });
  await run(["certutil", "-N", "-d", database, "--empty-password"], { env });
  await run(["modutil", "-dbdir", database, "-add", "OpenSC", "-libfile", openSc, "-force"], { env });
  const profile = join(home, "profile");
  await mkdir(join(profile, "Default"), { recursive: true });
  await writeFile(join(profile, "Default/Preferences"), JSON.stringify(presentCertificateTo(site)));
  const { CHROMIUM: executablePath } = process.env;
  return chromium.launchPersistentContext(profile, {
    ...(executablePath !== undefined && { executablePath }),
    env,
    headless: false,
    ignoreHTTPSErrors: true,
  });
}

/** Types the passcode when the browser asks for it. xdotool gets it as input, so that `ps` does not show it. */
export async function typePasscode(passcode: string): Promise<void> {
  const window = ["search", "--sync", "--onlyvisible", "--name", "^Unlock Security Device$"];
  await run(["xdotool", ...window, "windowfocus", "--sync", "type", "--file", "-"], { input: `${passcode}\n` });
}

/** Makes the browser use a certificate without a question, as the policy AutoSelectCertificateForUrls does. */
function presentCertificateTo(site: string) {
  const exceptions = { auto_select_certificate: { [`${site},*`]: { setting: { filters: [{}] } } } };
  return { profile: { content_settings: { exceptions } } };
}

async function run([program, ...args]: [string, ...string[]], { env = process.env, input = "" }): Promise<void> {
  const child = spawn(program, args, { env, stdio: ["pipe", "ignore", "inherit"] });
  child.stdin.end(input);
  const [code] = (await once(child, "close")) as [number | null];
  if (code !== 0) throw new Error(`${program} ended with ${String(code)}`);
}
