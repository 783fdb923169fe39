import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Context } from "koa";
import { pageStyleSheet } from "../../foundation/page-style/style-sheet.ts";

interface Asset {
  readonly type: string;
  readonly load: () => string;
}

const own = (name: string) => readFileSync(new URL(`assets/${name}`, import.meta.url), "utf8");

const assets: Record<string, Asset> = {
  "page.css": { type: "css", load: pageStyleSheet },
  "sign-in.css": { type: "css", load: () => own("sign-in.css") },
  "icon.svg": { type: "svg", load: () => own("icon.svg") },
  "smartcard.js": { type: "js", load: () => own("smartcard.js") },
  "card-services.js": { type: "js", load: () => own("card-services.js") },
  "local-service.js": { type: "js", load: () => own("local-service.js") },
  "roles.js": { type: "js", load: () => own("roles.js") },
};

const icons = new Set(["cross", "arrow-down", "arrow-up", "arrow-up-down"].map((name) => `nhsuk-icon-${name}.svg`));
const loaded = new Map<string, string>();

/** Answers with a style sheet or script of the pages; false where there is none of that name. */
export function serveAsset(ctx: Context, name: string): boolean {
  const asset = Object.hasOwn(assets, name) ? assets[name] : icon(name);
  if (!asset) return false;
  const body = loaded.get(name) ?? asset.load();
  loaded.set(name, body);
  ctx.type = asset.type;
  ctx.set("cache-control", "public, max-age=3600");
  ctx.body = body;
  return true;
}

/** The icons that the style sheet of nhsuk-frontend names. */
function icon(name: string): Asset | undefined {
  const file = /^images\/(nhsuk-icon-[a-z-]+\.svg)$/.exec(name)?.[1];
  if (file === undefined || !icons.has(file)) return undefined;
  const url = import.meta.resolve(`nhsuk-frontend/dist/nhsuk/assets/images/${file}`);
  return { type: "svg", load: () => readFileSync(fileURLToPath(url), "utf8") };
}
