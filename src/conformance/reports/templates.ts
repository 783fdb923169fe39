import { fileURLToPath } from "node:url";
import nunjucks from "nunjucks";
import { keyOf } from "../verdicts/scenario-result.ts";
import { stepSource } from "./step-source.ts";

const loader = new nunjucks.FileSystemLoader(fileURLToPath(new URL(".", import.meta.url)));
const environment = new nunjucks.Environment(loader, { autoescape: true });
environment.addFilter("key", keyOf);
environment.addFilter("anchor", (text: string) => text.replace(/[^A-Za-z0-9-]+/g, "-"));
environment.addFilter("source", stepSource);
environment.addFilter("clock", (instant: string) => instant.slice(11, 23));
environment.addFilter("seconds", (milliseconds: number) => (milliseconds / 1000).toFixed(3));

/** Renders a template of this folder; every value in it is escaped for XML and HTML. */
export function render(template: string, context: object): string {
  return environment.render(template, context);
}
