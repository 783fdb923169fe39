import { readFileSync } from "node:fs";
import type { Context } from "koa";
import { designSystemIcon } from "../../foundation/page-style/design-system-icon.ts";
import { localServiceScript, localServiceScripts } from "../../foundation/page-style/local-service-scripts.ts";
import { pageIcon, pageStyleSheet } from "../../foundation/page-style/style-sheet.ts";

interface Asset {
  readonly type: string;
  readonly load: () => string;
}

const own = (name: string) => readFileSync(new URL(`assets/${name}`, import.meta.url), "utf8");

const assets: Record<string, Asset> = {
  // One sheet, because each request holds up the page.
  "page.css": { type: "css", load: () => `${pageStyleSheet()}\n${own("sign-in.css")}` },
  "icon.svg": { type: "svg", load: pageIcon },
  ...Object.fromEntries(
    localServiceScripts.map((name) => [name, { type: "js", load: () => localServiceScript(name) }]),
  ),
  "roles.js": { type: "js", load: () => own("roles.js") },
};

/** As bytes: encoding the style sheet for each answer takes milliseconds. */
const loaded = new Map<string, Buffer>();

/** Answers with a style sheet or script of the pages; false if there is none of that name. */
export function serveAsset(ctx: Context, name: string): boolean {
  const asset = Object.hasOwn(assets, name) ? assets[name] : undefined;
  const text = loaded.has(name) ? undefined : (asset?.load() ?? designSystemIcon(name));
  if (text !== undefined) loaded.set(name, Buffer.from(text));
  const body = loaded.get(name);
  if (body === undefined) return false;
  ctx.type = asset?.type ?? "svg";
  ctx.set("cache-control", "public, max-age=3600");
  ctx.body = body;
  return true;
}
