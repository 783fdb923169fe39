import type { PageMatcher } from "../configuration.ts";

/** The parts of a page that a matcher inspects. */
export interface InspectablePage {
  readonly url: string;
  readonly text: string;
  readonly has: (selector: string) => boolean | Promise<boolean>;
}

/** Whether all that a matcher names is there. */
export async function matchesPage(page: InspectablePage, { url, text, selector }: PageMatcher): Promise<boolean> {
  if (url !== undefined && !isAt(page.url, url)) return false;
  if (text !== undefined && !collapseWhitespace(page.text).includes(collapseWhitespace(text))) return false;
  return selector === undefined || (await page.has(selector));
}

/** A path has to be the page's own; a URL may be the beginning of the page's. */
function isAt(address: string, wanted: string): boolean {
  if (!wanted.startsWith("/")) return address.startsWith(wanted);
  const { pathname, search } = new URL(address);
  return wanted === pathname || wanted === `${pathname}${search}`;
}

export function collapseWhitespace(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}
