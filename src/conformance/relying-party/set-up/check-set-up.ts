import { TestkitError } from "../../../foundation/errors/testkit-error.ts";
import type { RelyingPartyRun } from "../relying-party-run.ts";
import { setUpProblem } from "./set-up-problem.ts";
import { attemptSignIn, type SignInAttempt } from "./sign-in-attempt.ts";

/**
 * Makes sure that a person can sign in at all, before anything is judged: one mistake in the set-up would be told by every
 * scenario otherwise. Rejects with what is wrong: RELYING_PARTY_CLIENT_ID_UNKNOWN, RELYING_PARTY_REDIRECT_URI_UNKNOWN,
 * RELYING_PARTY_SECRET_REFUSED, RELYING_PARTY_PKCE_REFUSED, RELYING_PARTY_ALGORITHM_OTHER, RELYING_PARTY_DISTRUSTS_CIS2,
 * RELYING_PARTY_ELSEWHERE, or RELYING_PARTY_NOT_READY. By hand nothing is tried: a person sees what is wrong.
 */
export async function checkSetUp(run: RelyingPartyRun): Promise<void> {
  if (run.driver.name === "hand") return;
  const attempt = await attemptSignIn(run);
  run.seen.request = attempt.observation.requests("authorization").at(-1)?.parameters;
  if (attempt.signedIn) {
    run.seen.signIn = Promise.resolve();
    return;
  }
  throw (await otherAlgorithm(attempt, run)) ?? setUpProblem(attempt, run);
}

/** Whether it lets a person in whose ID token is signed by another algorithm. */
async function otherAlgorithm(attempt: SignInAttempt, run: RelyingPartyRun): Promise<TestkitError | undefined> {
  const tokens = attempt.observation.requests("token").some(({ issued }) => issued !== undefined);
  if (!tokens) return undefined;
  const { clientId } = run.target;
  for (const [fault, expected] of [
    ["other-algorithm", run.signingAlgorithm === "RS256" ? "RS512" : "RS256"],
    ["hmac-with-client-secret", "HS256"],
  ] as const) {
    const { signedIn } = await attemptSignIn(run, { fault, clientId, times: "always" });
    if (signedIn) return new TestkitError("RELYING_PARTY_ALGORITHM_OTHER", { expected, actual: run.signingAlgorithm });
  }
  return undefined;
}
