import assert from "node:assert/strict";
import { parse } from "node-html-parser";

/** Follows one redirect. */
async function redirectOf(address: string, init: RequestInit = {}): Promise<URL> {
  const response = await fetch(address, { redirect: "manual", ...init });
  assert.equal(response.status, 302, await response.text());
  return new URL(response.headers.get("location") ?? assert.fail("a redirect to nowhere"));
}

/** A browser signs a mock user in through the platform, up to the system's own address, and says where it came by. */
export async function browseToMockCode(
  origin: string,
  parameters: Readonly<Record<string, string>>,
  username: string,
): Promise<{ readonly atPlatform: URL; readonly callback: URL }> {
  const query = new URLSearchParams(parameters).toString();
  const page = await redirectOf(`${origin}/oauth2-mock/authorize?${query}`);
  const html = parse(await (await fetch(page)).text());
  const action = html.querySelector("#kc-form-login")?.getAttribute("action") ?? assert.fail("no sign-in form");
  const body = new URLSearchParams({ username });
  const atPlatform = await redirectOf(action.replaceAll("&amp;", "&"), { method: "POST", body });
  return { atPlatform, callback: await redirectOf(atPlatform.href) };
}
