import type { Context } from "koa";
import { renderPage } from "../pages/renderer.ts";

const pages = {
  "card-services": { title: "Look after your smartcard", scripts: [] },
  unlock: { title: "Unlock your smartcard", scripts: ["local-service.js", "card-services.js"] },
  renew: { title: "Renew your smartcard", scripts: ["local-service.js", "card-services.js"] },
  "change-passcode": { title: "Change your passcode", scripts: ["local-service.js", "card-services.js"] },
} as const;

/** Answers with one of the pages people look after their card on. */
export async function cardServicesPage(
  ctx: Context,
  page: keyof typeof pages,
  localServicePorts: readonly number[],
): Promise<void> {
  ctx.type = "html";
  ctx.body = await renderPage(page, { ...pages[page], localServicePorts: localServicePorts.join(" ") });
}
