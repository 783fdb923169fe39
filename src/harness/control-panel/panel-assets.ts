import { readFileSync } from "node:fs";
import type { Context } from "koa";
import { designSystemIcon } from "../../foundation/page-style/design-system-icon.ts";
import { pageIcon, pageStyleSheet } from "../../foundation/page-style/style-sheet.ts";

const own = (name: string) => readFileSync(new URL(`assets/${name}`, import.meta.url), "utf8");

const assets: Readonly<Record<string, { readonly type: string; readonly load: () => string }>> = {
  "page.css": { type: "css", load: pageStyleSheet },
  "panel.css": { type: "css", load: () => own("panel.css") },
  "live.js": { type: "js", load: () => own("live.js") },
  "desktop.js": { type: "js", load: () => own("desktop.js") },
  "copy.js": { type: "js", load: () => own("copy.js") },
  "icon.svg": { type: "svg", load: pageIcon },
};

/** Answers with a style sheet or script of the panel; false if there is none of that name. */
export function serveAsset(ctx: Context, name: string): boolean {
  const asset = Object.hasOwn(assets, name) ? assets[name] : undefined;
  const body = asset?.load() ?? designSystemIcon(name);
  if (body === undefined) return false;
  ctx.type = asset?.type ?? "svg";
  ctx.set("cache-control", "no-cache");
  ctx.body = body;
  return true;
}
