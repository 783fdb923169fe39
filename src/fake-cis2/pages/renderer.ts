import type { TemplateEnvironment } from "../../foundation/page-style/template-environment.ts";

export type PageName =
  | "authenticator"
  | "smartcard"
  | "role"
  | "finished"
  | "home"
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

/** The card services that a problem can lead to. */
const cardServices = {
  unlock: { href: "/card-services/unlock", text: "Unlock your smartcard" },
  renew: { href: "/card-services/renew", text: "Renew your smartcard" },
  home: { href: "/card-services", text: "Look after your smartcard" },
};

let shared: Promise<TemplateEnvironment> | undefined;

/** One of the pages as HTML. Every value is escaped. The first one loads what renders them. */
export async function renderPage(page: PageName, content: PageContent): Promise<string> {
  shared ??= pageTemplates();
  return (await shared).render(`${page}.njk`, content);
}

async function pageTemplates(): Promise<TemplateEnvironment> {
  const { templateEnvironment } = await import("../../foundation/page-style/template-environment.ts");
  return templateEnvironment(new URL("templates", import.meta.url)).addGlobal("cardServices", cardServices);
}
