import * as jose from "jose";
import * as client from "openid-client";

/** Why somebody was not signed in: `message` is for the person, `detail` for the log. */
export class Problem extends Error {
  readonly detail: string;

  constructor(message: string, detail: string) {
    super(message);
    this.name = "Problem";
    this.detail = detail;
  }
}

const tryAgain = "There was a problem signing you in. Please try again.";

/** What CIS2 sent back is not what it should be. */
export function refused(detail: string): Problem {
  return new Problem(tryAgain, detail);
}

const sentences: Readonly<Record<string, string>> = {
  access_denied: "You did not finish signing in, or were not let in. You can try again.",
  login_required: "You did not finish signing in. You can try again.",
  temporarily_unavailable: "NHS CIS2 Authentication is not available at the moment. Please try again later.",
  invalid_client: "This system is not set up to sign people in. Please tell your service desk.",
};

/** An OAuth error, of the authorization response or of the token endpoint. */
export function oauthProblem(error: string): Problem {
  return new Problem(sentences[error] ?? tryAgain, `CIS2 answered ${JSON.stringify(error.slice(0, 100))}`);
}

/** What the person is told: nothing of the inside of this system. */
export function messageOf(error: unknown): string {
  return error instanceof Problem ? error.message : tryAgain;
}

/** 400 for what CIS2 or the browser sent, and a library refused; 500 for a fault of this system. */
export function statusOf(error: unknown): 400 | 500 {
  const kinds = [Problem, jose.errors.JOSEError, client.ClientError, client.WWWAuthenticateChallengeError];
  return kinds.some((kind) => error instanceof kind) ? 400 : 500;
}

export function detailOf(error: unknown): string {
  if (error instanceof Problem) return error.detail;
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
