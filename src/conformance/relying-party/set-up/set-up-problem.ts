import { TestkitError } from "../../../foundation/errors/testkit-error.ts";
import { redactedAddress } from "../../../foundation/redaction.ts";
import type { RelyingPartyRun } from "../relying-party-run.ts";
import type { SignInAttempt } from "./sign-in-attempt.ts";

type Check = (attempt: SignInAttempt, run: RelyingPartyRun) => TestkitError | undefined;

/** What can be wrong about how a relying party is set up, in the order in which a sign-in meets it. */
const checks: readonly Check[] = [
  trustsCis2,
  goesToCis2,
  clientId,
  redirectUri,
  codeChallengeMethod,
  authentication,
  verifier,
];

/** Why nobody can sign in, by what the browser and CIS2 saw. */
export function setUpProblem(attempt: SignInAttempt, run: RelyingPartyRun): TestkitError {
  for (const check of checks) {
    const problem = check(attempt, run);
    if (problem) return problem;
  }
  return new TestkitError("RELYING_PARTY_NOT_READY", { reason: `${saidByCis2(attempt)}it ends ${where(attempt)}` });
}

function trustsCis2({ observation }: SignInAttempt, { network }: RelyingPartyRun): TestkitError | undefined {
  const heard = observation.entries.some(({ type }) => type === "request");
  const broken = observation.brokenConnections;
  if (heard || broken.length === 0 || !network.origin.startsWith("https:")) return undefined;
  return new TestkitError("RELYING_PARTY_DISTRUSTS_CIS2", { origin: network.origin, reason: broken.at(-1) ?? "" });
}

function goesToCis2(attempt: SignInAttempt, { network }: RelyingPartyRun): TestkitError | undefined {
  const { observation } = attempt;
  if (observation.requests("authorization").length > 0) return undefined;
  const broken = observation.brokenConnections.at(-1);
  const spoke = broken === undefined ? "" : `. It opened a connection to it, and closed it: ${broken}`;
  return new TestkitError("RELYING_PARTY_ELSEWHERE", { issuer: network.issuer, reason: `${where(attempt)}${spoke}` });
}

function clientId({ observation }: SignInAttempt, { target }: RelyingPartyRun): TestkitError | undefined {
  const sent = parameterOf(observation, "client_id");
  if (sent === target.clientId) return undefined;
  return new TestkitError("RELYING_PARTY_CLIENT_ID_UNKNOWN", { sent, configured: target.clientId });
}

function redirectUri({ observation }: SignInAttempt, { target }: RelyingPartyRun): TestkitError | undefined {
  const sent = parameterOf(observation, "redirect_uri");
  if (target.redirectUris.includes(sent)) return undefined;
  const configured = target.redirectUris.join(", ");
  return new TestkitError("RELYING_PARTY_REDIRECT_URI_UNKNOWN", { sent: sent || "none", configured });
}

function codeChallengeMethod({ observation }: SignInAttempt): TestkitError | undefined {
  const challenge = parameterOf(observation, "code_challenge");
  const method = parameterOf(observation, "code_challenge_method") || "plain";
  if (challenge === "" || method === "S256") return undefined;
  return new TestkitError("RELYING_PARTY_PKCE_REFUSED", { reason: `it sent code_challenge_method=${method}` });
}

function authentication({ observation }: SignInAttempt, { registration }: RelyingPartyRun): TestkitError | undefined {
  const request = observation.requests("token").at(-1);
  if (request?.error !== "invalid_client") return undefined;
  const used = request.authentication?.method ?? "none";
  const registered = registration.tokenEndpointAuthMethod ?? "client_secret_post";
  const reason = used === registered ? wrongWith[used] : `it used ${used}, and is registered for ${registered}`;
  return new TestkitError("RELYING_PARTY_SECRET_REFUSED", { reason });
}

const ofSecret = "it sent another secret than the configuration has";
const wrongWith = {
  client_secret_basic: ofSecret,
  client_secret_post: ofSecret,
  private_key_jwt: "its client assertion is not valid, or is signed with another key than the configuration has",
  none: "it sent neither a secret nor a client assertion",
};

function verifier({ observation }: SignInAttempt): TestkitError | undefined {
  const request = observation.requests("token").at(-1);
  const challenged = parameterOf(observation, "code_challenge") !== "";
  if (request?.error !== "invalid_grant" || !challenged) return undefined;
  return new TestkitError("RELYING_PARTY_PKCE_REFUSED", {
    reason: "it sent a code_verifier that is missing or does not match (invalid_grant)",
  });
}

function parameterOf(observation: SignInAttempt["observation"], name: string): string {
  const value = observation.requests("authorization").at(-1)?.parameters?.[name];
  return typeof value === "string" ? value : "";
}

/** CIS2's own refusal, of the authorization request or of the token request. */
function saidByCis2({ observation, answer }: SignInAttempt): string {
  const error = answer?.get("error");
  const description = answer?.get("error_description");
  if (error) return `CIS2 answered ${error}${description ? ` (${description})` : ""}, and `;
  const refused = observation.requests("token").find((request) => request.error !== undefined);
  if (refused) return `CIS2 answered its token request with ${refused.error ?? ""}, and `;
  const issued = observation.requests("token").length > 0;
  return issued ? "CIS2 answered its token request with tokens, and " : "";
}

function where({ page, stopped }: SignInAttempt): string {
  if (stopped !== undefined) return `where ${stopped}`;
  if (!page) return "on a page that only a person saw";
  return `at ${redactedAddress(page.url).split("?")[0] ?? ""} (${page.status}): ${page.text.slice(0, 200) || "an empty page"}`;
}
