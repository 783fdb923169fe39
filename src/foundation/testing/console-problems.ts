import type { BrowserContext } from "playwright-core";

/** What a page or a script asks for and may be refused on purpose. */
const refusable = new Set(["document", "fetch", "xhr", "eventsource"]);

/**
 * Collects what pages of the context do wrong, as lines: errors and warnings of the console, a broken content security policy
 * among them, errors that scripts throw, and files that are missing. Chromium also writes an error for each page and request
 * that is answered with 4xx or not at all. Those are not counted: what refuses must not answer with 200.
 */
export function consoleProblems(context: BrowserContext): string[] {
  const problems: string[] = [];
  const asked = new Set<string>();
  context.on("request", (request) => {
    if (refusable.has(request.resourceType())) asked.add(request.url());
  });
  context.on("console", (message) => {
    const { url } = message.location();
    const isRefusal = message.text().startsWith("Failed to load resource") && asked.has(url);
    if (["error", "warning"].includes(message.type()) && !isRefusal) problems.push(`${message.text()} ${url}`);
  });
  context.on("weberror", (error) => problems.push(error.error().message));
  return problems;
}
