import { fileURLToPath } from "node:url";
import nunjucks from "nunjucks";

export type PageName =
  | "authenticator"
  | "smartcard"
  | "role"
  | "finished"
  | "error"
  | "logout"
  | "card-services"
  | "unlock"
  | "renew"
  | "change-passcode";

/** What a page is made from. `title` is its heading and part of the browser's title. */
export interface PageContent {
  readonly title: string;
  readonly [name: string]: unknown;
}

const folders = [
  fileURLToPath(new URL("templates", import.meta.url)),
  fileURLToPath(new URL("..", import.meta.resolve("nhsuk-frontend/dist/nhsuk/template.njk"))),
];

let shared: nunjucks.Environment | undefined;

function environment(): nunjucks.Environment {
  if (shared) return shared;
  const loader = new nunjucks.FileSystemLoader(folders);
  shared = new nunjucks.Environment(loader, { autoescape: true, trimBlocks: true, lstripBlocks: true });
  const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "Europe/London" });
  return shared.addFilter("day", (iso: string) => day.format(new Date(iso)));
}

/** One of the pages as HTML. Every value is escaped. */
export function renderPage(page: PageName, content: PageContent): string {
  return environment().render(`${page}.njk`, content);
}
