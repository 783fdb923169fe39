import { readFileSync } from "node:fs";
import type { Context } from "koa";
import { nhsukStyleSheet } from "../../foundation/nhsuk-style-sheet.ts";

interface Asset {
  readonly type: string;
  readonly load: () => string;
}

const own = (name: string) => readFileSync(new URL(`assets/${name}`, import.meta.url), "utf8");

const assets: Record<string, Asset> = {
  "nhsuk.css": { type: "css", load: nhsukStyleSheet },
  "sign-in.css": { type: "css", load: () => own("sign-in.css") },
  "smartcard.js": { type: "js", load: () => own("smartcard.js") },
  "roles.js": { type: "js", load: () => own("roles.js") },
};

const loaded = new Map<string, string>();

/** Answers with a style sheet or script of the pages; false where there is none of that name. */
export function serveAsset(ctx: Context, name: string): boolean {
  const asset = Object.hasOwn(assets, name) ? assets[name] : undefined;
  if (!asset) return false;
  const body = loaded.get(name) ?? asset.load();
  loaded.set(name, body);
  ctx.type = asset.type;
  ctx.set("cache-control", "public, max-age=3600");
  ctx.body = body;
  return true;
}
