import assert from "node:assert/strict";
import { parse } from "node-html-parser";
import { secret, type PlatformAnswer, type TestPlatform } from "./test-platform.ts";

export const callbackUrl = "https://system.test/callback";

/** Follows one redirect. */
export async function redirectOf(address: string, init: RequestInit = {}): Promise<string> {
  const response = await fetch(address, { redirect: "manual", ...init });
  assert.equal(response.status, 302, await response.text());
  return response.headers.get("location") ?? "";
}

/** Signs a mock user in at the address of a form, and returns where the browser is sent. */
async function signInAtForm(address: string, username: string): Promise<string> {
  const html = parse(await (await fetch(address)).text());
  const action = html.querySelector("#kc-form-login")?.getAttribute("action") ?? "";
  return redirectOf(action.replaceAll("&amp;", "&"), { method: "POST", body: new URLSearchParams({ username }) });
}

/** The combined pattern with the mock service, up to the platform's code at the app. */
export async function combinedCode({ platform }: TestPlatform, username: string, app = "app"): Promise<URL> {
  const query = new URLSearchParams({ client_id: app, redirect_uri: callbackUrl, response_type: "code", state: "s 1" });
  const form = await redirectOf(`${platform.origin}/oauth2-mock/authorize?${query.toString()}`);
  return new URL(await redirectOf(await signInAtForm(form, username)));
}

export async function combinedTokens(test: TestPlatform, username: string): Promise<PlatformAnswer> {
  const code = (await combinedCode(test, username)).searchParams.get("code") ?? "";
  return test.post("/oauth2-mock/token", codeForm(code));
}

export function codeForm(code: string | undefined): Record<string, string | undefined> {
  return {
    grant_type: "authorization_code",
    client_id: "app",
    client_secret: secret,
    redirect_uri: callbackUrl,
    code,
  };
}
