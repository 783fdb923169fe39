import type { PageMatcher, RelyingPartyTarget } from "../configuration.ts";
import type { BrowserSession, Driver, DriverOptions, MoveOptions, SessionAppearance } from "./driver.ts";
import { openTerminal, type Terminal } from "./terminal.ts";

/** Has a person use the relying party, and asks what they see. Throws DRIVER_MISSING if there is no terminal. */
export function handDriver(
  target: RelyingPartyTarget,
  options: DriverOptions,
  terminal: Terminal = openTerminal(),
): Driver {
  return {
    name: "hand",
    visit: () => {
      terminal.say("\nClose the private windows of before, and open a new one.");
      return Promise.resolve(new HandSession(target, options, terminal));
    },
    close: () => {
      terminal.close();
      return Promise.resolve();
    },
  };
}

class HandSession implements BrowserSession {
  readonly trail: string[] = [];
  readonly callback = undefined;
  readonly #target: RelyingPartyTarget;
  readonly #options: DriverOptions;
  readonly #terminal: Terminal;

  constructor(target: RelyingPartyTarget, options: DriverOptions, terminal: Terminal) {
    this.#target = target;
    this.#options = options;
    this.#terminal = terminal;
  }

  async signIn(): Promise<void> {
    const { startUrl, signInClicks } = this.#target;
    const clicks = signInClicks.map((click) => `, then click "${click}"`).join("");
    this.#tell(`Go to ${startUrl}${clicks}. CIS2 signs you in by itself where it can.`);
    // Whatever comes first: CIS2 has done its part, or the person says that nothing more happens.
    const done = new AbortController();
    const pressed = this.#terminal.ask("Press Enter if nothing more happens. ", done.signal);
    try {
      await Promise.race([pressed, this.#options.signInMoves(done.signal)]);
    } finally {
      done.abort();
      await pressed.catch(() => undefined);
    }
  }

  open(url: string): Promise<void> {
    return this.#haveDone(`Go to ${url}.`);
  }

  click(target: string, { stopBefore }: MoveOptions = {}): Promise<void> {
    return this.#haveDone(`Click "${target}"${stopBefore === "CIS2" ? ", and confirm nothing at CIS2" : ""}.`);
  }

  looks(look: SessionAppearance): Promise<boolean> {
    const { signedIn, signedOut } = this.#target;
    const matcher = formatMatcher(look === "signed in" ? signedIn : signedOut);
    return this.confirm(`Does the page show that you are ${look} (${matcher})?`);
  }

  async textOf(selector: string): Promise<string | undefined> {
    const text = await this.#terminal.ask(`What does the page show at ${selector}? `);
    return text.trim() === "" ? undefined : text.trim();
  }

  page(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  bringBack(): Promise<void> {
    return Promise.reject(new Error("nobody kept what the browser brought back"));
  }

  cookies(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  received(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  picture(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  async confirm(question: string): Promise<boolean> {
    for (;;) {
      const answer = (await this.#terminal.ask(`${question} (yes or no) `)).trim().toLowerCase();
      this.trail.push(`${question} ${answer}`);
      if (["y", "yes"].includes(answer)) return true;
      if (["n", "no"].includes(answer)) return false;
    }
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  async #haveDone(what: string): Promise<void> {
    this.#tell(what);
    await this.#terminal.ask("Press Enter when the page is there. ");
  }

  #tell(what: string): void {
    this.trail.push(what);
    this.#terminal.say(what);
  }
}

function formatMatcher({ url, text, selector }: PageMatcher): string {
  return [
    ...(url === undefined ? [] : [`its address is ${url}`]),
    ...(text === undefined ? [] : [`it says "${text}"`]),
    ...(selector === undefined ? [] : [`there is a ${selector}`]),
  ].join(", ");
}
