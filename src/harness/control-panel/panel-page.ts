import { type TemplateEnvironment, templateEnvironment } from "../../foundation/page-style/template-environment.ts";

let shared: TemplateEnvironment | undefined;

/** A page of the panel as HTML. Every value is escaped. */
export function panelPage(template: string, content: Readonly<Record<string, unknown>>): string {
  shared ??= templateEnvironment(new URL("templates", import.meta.url));
  return shared.render(`${template}.njk`, content);
}
