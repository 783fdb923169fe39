import { isTestkitError } from "../../foundation/errors/testkit-error.ts";
import type { TestDesktop } from "../desktop/test-desktop.ts";
import type { StateKind } from "./state-kind.ts";

/** The tries left that a window shows; 0 for a locked card. */
function triesIn(error: unknown): unknown {
  if (isTestkitError(error, "PASSCODE_LOCKED")) return 0;
  return isTestkitError(error, "PASSCODE_REFUSED") ? error.details["triesLeft"] : error;
}

const codeOf = (error: unknown): unknown => (isTestkitError(error) ? error.code : error);

/** What a page of CIS2 does; resolves to the code it is told. */
async function pageAsks({ embedded, userServicePort }: TestDesktop): Promise<string | undefined> {
  const answer = await fetch(`http://localhost:${userServicePort}/authentication/authenticate`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: embedded.cis2.networks.internet.origin },
    body: JSON.stringify({ challenge: Buffer.alloc(32).toString("base64"), relyingParty: "A test" }),
  });
  return ((await answer.json()) as { error?: { code: string } }).error?.code;
}

/** Does what waits for a passcode window, and again if a busy machine shows none in time but the page still waits for one. */
async function whilePageWaits(page: Promise<unknown>, act: () => Promise<unknown>): Promise<unknown> {
  const waiting = { page: true };
  void page.finally(() => (waiting.page = false));
  let result: unknown;
  do result = await act().catch((error: unknown) => error);
  while (waiting.page && isTestkitError(result, "PASSCODE_NOT_ASKED"));
  return result;
}

/** Leaves a passcode window up. Resolves to the promise of the code that its page is told in the end. */
export async function leaveWindow(desktop: TestDesktop): Promise<{ readonly code: Promise<string | undefined> }> {
  await desktop.insert("piv", "five-roles");
  const code = pageAsks(desktop);
  await whilePageWaits(code, () => desktop.enterPasscode("000000"));
  return { code };
}

/** What is on the desktop. Its person should wait for a passcode window for a short time only. */
export function desktopKinds(desktop: TestDesktop): readonly StateKind[] {
  const spendTry = async () => {
    await desktop.insert("piv", "one-role");
    const asked = pageAsks(desktop);
    const tries = triesIn(await whilePageWaits(asked, () => desktop.enterPasscode("000000")));
    if (tries !== 0) await desktop.cancelPasscode();
    await asked;
    return tries;
  };
  return [
    {
      name: "whose passcode is entered",
      look: () => desktop.enterPasscode().catch(codeOf),
      change: async () => {
        await desktop.insert("piv", "one-role");
      },
    },
    {
      name: "the reader",
      look: async () => {
        const code = pageAsks(desktop);
        await whilePageWaits(code, () => desktop.cancelPasscode());
        return code;
      },
      change: async () => {
        await desktop.insert("piv", "two-roles");
      },
    },
    {
      name: "the state of cards",
      look: spendTry,
      change: async () => {
        await spendTry();
      },
    },
  ];
}
