import Router from "@koa/router";
import { isTestkitError } from "../../foundation/errors/testkit-error.ts";
import type { ReaderSource } from "../../iso7816/index.ts";
import { findCardReader, type CardChoice } from "../readers/find-card-reader.ts";
import type { PasscodeWindows } from "./passcode-window/passcode-windows.ts";

/** Resolves to true as soon as no card is in the reader; to false if the signal aborts, or if readers cannot be watched. */
export async function cardRemoved(readers: ReaderSource, reader: string, signal: AbortSignal): Promise<boolean> {
  try {
    const events = await readers.watch(signal);
    // It may have been taken out before.
    const state = (await readers.list()).find(({ name }) => name === reader);
    if (state?.atr === undefined) return true;
    for await (const event of events) {
      if (event.reader === reader && ["card-removed", "reader-removed"].includes(event.type)) return true;
    }
  } catch {
    // The next command to the card reports that it is gone.
  }
  return false;
}

export interface DesktopStateOptions extends CardChoice {
  readonly readers: ReaderSource;
  readonly windows: PasscodeWindows;
}

/**
 * `GET /authentication/state`: whether a card is there, and whether the passcode window of the page's site is open, so that
 * the page can say so. `POST /authentication/passcode-window` opens it again.
 */
export function desktopStateRoutes({ readers, windows, ...choice }: DesktopStateOptions): Router {
  const router = new Router({ prefix: "/authentication" });
  router.get("/state", async (ctx) => {
    ctx.set("cache-control", "no-store");
    ctx.body = { card: await hasCard(readers, choice), passcodeWindow: windows.stateOf(ctx.get("origin")) };
  });
  router.post("/passcode-window", (ctx) => {
    windows.showAgain(ctx.get("origin"));
    ctx.body = {};
  });
  return router;
}

/** Whether it is worth trying: any other error than a missing card is for the person to read. */
async function hasCard(readers: ReaderSource, choice: CardChoice): Promise<boolean> {
  try {
    await findCardReader(readers, choice);
    return true;
  } catch (error) {
    return !(isTestkitError(error) && ["READER_NONE", "READER_UNKNOWN", "CARD_ABSENT"].includes(error.code));
  }
}
