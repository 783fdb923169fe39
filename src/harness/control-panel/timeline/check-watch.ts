import type { AssertionCheck, ReceivedAssertion } from "../../../fake-cis2/index.ts";
import { isTestkitError } from "../../../foundation/errors/testkit-error.ts";
import { checkName } from "./check-name.ts";
import { explanation } from "./explanation.ts";
import { challengeId } from "./journal-steps.ts";
import type { Noted } from "./sign-in-record.ts";
import type { Timeline } from "./timeline.ts";

const notSeen = "Was in a reader that this process does not have: what the card did was not seen";

/** The same checks, which tell the timeline which of them refused, and when all have passed. */
export function watchedChecks(
  checks: readonly AssertionCheck[],
  timeline: Pick<Timeline, "note">,
): readonly AssertionCheck[] {
  const note = ({ assertion, context }: ReceivedAssertion, noted: Omit<Noted, "joins">) => {
    timeline.note({ joins: [context.uid, challengeId(assertion.challenge)], ...noted });
  };
  const step = (line: string) => ({ at: new Date().toISOString(), place: "CIS2" as const, line });
  const watched = checks.map((check): AssertionCheck => async (received) => {
    try {
      await check(received);
    } catch (error) {
      if (isTestkitError(error))
        note(received, { step: { ...step(`Refuses: ${error.code}`), ...refusalBy(check, error) } });
      throw error;
    }
  });
  return [
    (received) => {
      const unseen = { ...step(notSeen), place: "card" as const };
      note(received, { step: unseen, facts: { card: "not seen" }, onlyIfCardUnseen: true });
    },
    ...watched,
    (received) => {
      note(received, { step: step(`Has made ${checks.length} checks of what the card signed: all passed`) });
    },
  ];
}

function refusalBy(check: AssertionCheck, { code, message }: { readonly code: string; readonly message: string }) {
  return { detail: explanation(code), refused: { code, check: checkName(check.name), message } };
}
