import { existsSync } from "node:fs";
import { chromium, type Browser, type Page } from "playwright-core";

const executable = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);

/** For a test's `skip` option: on a developer's machine a lacking browser skips it, in CI it does not. */
export function skipWithoutBrowser(): string | false {
  return executable === undefined && process.env["CI"] !== "true" ? "no Chromium is installed" : false;
}

/** A headless Chromium in which every name but those of this machine leads nowhere, or where `hosts` says. */
export function startBrowser(hosts: Readonly<Record<string, string>> = {}): Promise<Browser> {
  const rules = Object.entries(hosts).map(([name, address]) => `MAP ${name} ${address}`);
  return chromium.launch({
    ...(executable !== undefined && { executablePath: executable }),
    args: [
      "--no-sandbox",
      `--host-resolver-rules=${[...rules, "MAP * ~NOTFOUND", "EXCLUDE localhost", "EXCLUDE 127.0.0.1"].join(", ")}`,
    ],
  });
}

/** Everything a page sends and receives, header and body, as text. */
export function recordTraffic(page: Page): { readonly lines: () => Promise<readonly string[]> } {
  const pending: Promise<string>[] = [];
  page.on("request", (request) => {
    const headers = request.allHeaders().catch(() => ({}));
    const body = request.postData() ?? "";
    pending.push(headers.then((all) => `> ${request.method()} ${request.url()} ${JSON.stringify(all)} ${body}`));
  });
  page.on("response", (response) => {
    const body = response.text().catch(() => "");
    const headers = response.allHeaders().catch(() => ({}));
    pending.push(
      Promise.all([headers, body]).then(([all, text]) => `< ${response.url()} ${JSON.stringify(all)} ${text}`),
    );
  });
  return { lines: () => Promise.all(pending) };
}
