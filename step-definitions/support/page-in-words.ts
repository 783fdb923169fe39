import type { PageSeen } from "../../src/conformance/index.ts";

/** Where the browser is and what it shows, for a reason. */
export function pageInWords({ url, status, title, text }: PageSeen): string {
  return `at ${url.split("?")[0] ?? ""}, answered ${status}, titled "${title}": ${text.slice(0, 300)}`;
}
