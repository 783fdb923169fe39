import { fileURLToPath } from "node:url";
import nunjucks from "nunjucks";
import { longDay } from "../errors/for-person.ts";
import { lineOfText } from "../printable.ts";

/** Pages from nunjucks templates. */
export type TemplateEnvironment = nunjucks.Environment;

/**
 * Templates of a folder, which find those that all pages share, and those of nhsuk-frontend. Every value is escaped.
 * Filters: `day` writes an ISO date as 14 August 2026, `time` its time in UTC as 09:00:00, and `line` takes out of a text
 * what would not be seen in one line.
 *
 * @param folder - such as `new URL("templates", import.meta.url)`
 */
export function templateEnvironment(folder: URL): TemplateEnvironment {
  const designSystem = new URL("..", import.meta.resolve("nhsuk-frontend/dist/nhsuk/template.njk"));
  const own = new URL("templates", import.meta.url);
  const loader = new nunjucks.FileSystemLoader([folder, own, designSystem].map((one) => fileURLToPath(one)));
  return new nunjucks.Environment(loader, { autoescape: true, trimBlocks: true, lstripBlocks: true })
    .addFilter("day", (iso: string) => longDay(new Date(iso)))
    .addFilter("time", (iso: string) => iso.slice(11, 19))
    .addFilter("line", lineOfText);
}
