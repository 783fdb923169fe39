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
  "page.css": { type: "css", load: pageStyleSheet },
  "sign-in.css": { type: "css", load: () => own("sign-in.css") },
  "icon.svg": { type: "svg", load: pageIcon },
  ...Object.fromEntries(
    localServiceScripts.map((name) => [name, { type: "js", load: () => localServiceScript(name) }]),
  ),
  "roles.js": { type: "js", load: () => own("roles.js") },
};

const loaded = new Map<string, string>();

/** Answers with a style sheet or script of the pages; false if there is none of that name. */
export function serveAsset(ctx: Context, name: string): boolean {
  const asset = Object.hasOwn(assets, name) ? assets[name] : undefined;
  const body = loaded.get(name) ?? asset?.load() ?? designSystemIcon(name);
  if (body === undefined) return false;
  loaded.set(name, body);
  ctx.type = asset?.type ?? "svg";
  ctx.set("cache-control", "public, max-age=3600");
  ctx.body = body;
  return true;
}
