import type { Page } from "playwright-core";

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
