import type { BrowserContext, Page } from "playwright-core";
import type { ServeOptions, Serving } from "../../serve/serve-fake-cis2.ts";
import { silentLogger } from "../../../foundation/logger.ts";

/** More than any page has fields, links and buttons. */
const mostTabs = 400;

/** The addresses of passcode windows, in their order. */
export class PasscodeWindows {
  readonly #shown: string[] = [];
  #notify: (() => void) | undefined;

  readonly show = (url: string): void => {
    this.#shown.push(url);
    this.#notify?.();
  };

  async next(): Promise<string> {
    while (this.#shown.length === 0) await new Promise<void>((resolve) => (this.#notify = resolve));
    return this.#shown.shift() ?? "";
  }
}

/** What `serve` serves for a walk: all on free ports of loopback. */
export function walkOptions(windows: PasscodeWindows): ServeOptions {
  return {
    host: "127.0.0.1",
    ports: { internet: 0, hscn: 0 },
    logger: silentLogger,
    demo: { port: 0 },
    panel: { port: 0 },
    desktop: { persona: "one-role", profile: "piv", portServicePorts: [0], showWindow: windows.show },
  };
}

/** Presses Tab until what has the focus is named so, as a person without a pointer does. Rejects if nothing is. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const seen: string[] = [];
  await page.bringToFront();
  for (let tabs = 0; tabs < mostTabs; tabs++) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate<string>(`(() => {
      const at = document.activeElement;
      return at === null ? "" : (at.getAttribute("aria-label") ?? at.labels?.[0]?.textContent ?? at.textContent ?? "").trim();
    })()`);
    if (typeof name === "string" ? focused === name : name.test(focused)) return;
    seen.push(focused.slice(0, 40));
  }
  throw new Error(`the keyboard does not reach ${String(name)}; it reaches ${[...new Set(seen)].join(", ")}`);
}

async function press(page: Page, name: string | RegExp, key = "Enter"): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press(key);
}

/** A moment of the walk, for those who look on. */
export interface Moment {
  readonly page: Page;
  readonly caption: string;
}

/**
 * By keyboard alone: a card put in, a sign-in at the demonstration, its timeline; three wrong passcodes, the locked card, the
 * security code, the card unlocked and signed in with; its certificates expired, the refusal and its check.
 */
export async function* keyboardWalk(
  { ready }: Serving,
  context: BrowserContext,
  windows: PasscodeWindows,
): AsyncGenerator<Moment, void> {
  const panel = await context.newPage();
  const at = (path: string) => panel.goto(`${ready.panel ?? ""}/${path}`);

  await at("desktop");
  await press(panel, "Eject");
  await panel.getByText("No card. Put one in below").first().waitFor();
  await tabTo(panel, "Person");
  await panel.keyboard.type("Tomas");
  await press(panel, "Put the card in");
  await panel.getByText("3 tries left").waitFor();
  yield { page: panel, caption: "Put a card in" };

  const first = await signIn(ready, context, windows, ["139123"]);
  await first.getByRole("heading", { name: "Select your role" }).waitFor();
  await press(first, /^Nurse Access Role/);
  await first.getByRole("heading", { name: /Signed in as/ }).waitFor();
  yield { page: first, caption: "Sign in at the demonstration" };
  await first.close();
  await at("sign-ins");
  await panel.getByText("signed in", { exact: true }).first().waitFor();
  await press(panel, /^(Sign-in )?1\b/);
  await panel.getByText("VERIFY: passcode accepted").waitFor();
  yield { page: panel, caption: "Watch the sign-in, step by step" };

  await at("desktop");
  const refused = await signIn(ready, context, windows, ["000000", "000000", "000000"]);
  await panel.getByText("Locked", { exact: true }).waitFor();
  yield { page: panel, caption: "Three wrong passcodes: the card is locked" };
  await refused.close();

  const services = await context.newPage();
  await services.goto(`${new URL(ready.issuer).origin}/card-services/unlock`);
  await press(services, "Send me a security code");
  await services.getByLabel("Security code").waitFor();
  await at("messages");
  await press(panel, /Security code for/);
  const code = await panel.locator("#code").innerText();
  yield { page: panel, caption: "Find the security code" };
  await tabTo(services, "Security code");
  await services.keyboard.type(code);
  await press(services, "Confirm");
  await typeInto(context, await windows.next(), ["24680246", "24680246"]);
  await services.getByText("Your smartcard has been unlocked").waitFor();
  yield { page: services, caption: "Unlock the card" };
  await services.close();

  const again = await signIn(ready, context, windows, ["24680246"]);
  await again.getByRole("heading", { name: "Select your role" }).waitFor();
  await press(again, /^Nurse Access Role/);
  await again.getByRole("heading", { name: /Signed in as/ }).waitFor();
  yield { page: again, caption: "Sign in with the new passcode" };
  await again.close();

  await at("desktop");
  await press(panel, "Expire the certificates");
  await panel
    .getByText(/expired on/)
    .first()
    .waitFor();
  const last = await signIn(ready, context, windows, ["24680246"]);
  await at("sign-ins");
  await panel.getByText("CERTIFICATE_EXPIRED").first().waitFor();
  await press(panel, /^(Sign-in )?\d+\b/);
  await panel.getByText("CERTIFICATE_EXPIRED").first().waitFor();
  yield { page: panel, caption: "See the refusal and its check" };
  await last.close();
  await panel.close();
}

/** From the demonstration's first page to the last passcode, each typed into the window. */
async function signIn(
  ready: Serving["ready"],
  context: BrowserContext,
  windows: PasscodeWindows,
  passcodes: readonly string[],
): Promise<Page> {
  await context.clearCookies();
  const page = await context.newPage();
  await page.goto(ready.demo ?? "");
  await press(page, "Sign in with a smartcard");
  await page.getByRole("heading", { name: "How do you want to sign in?" }).waitFor();
  await press(page, /^Smartcard/, "Space");
  await press(page, "Continue");
  await page.getByRole("heading", { name: "Sign in with your smartcard" }).waitFor();
  await typeInto(context, await windows.next(), passcodes);
  return page;
}

async function typeInto(context: BrowserContext, address: string, passcodes: readonly string[]): Promise<void> {
  const window = await context.newPage();
  await window.goto(address);
  for (const [index, passcode] of passcodes.entries()) {
    await window.locator("#passcode").focus();
    await window.keyboard.type(passcode);
    const answered = window.waitForEvent("load");
    await window.keyboard.press("Enter");
    await answered;
    if (index < passcodes.length - 1) await window.locator("#passcode").waitFor();
  }
  await window.close();
}
