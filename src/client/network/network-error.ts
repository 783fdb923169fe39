import { isTestkitError, TestkitError } from "../../foundation/errors/testkit-error.ts";

/** What a failed request means for the person: not reachable, too slow, not trusted, or talking nonsense. */
export function networkError(error: unknown, url: URL): TestkitError {
  if (isTestkitError(error)) return error;
  const options = { cause: error };
  if (error instanceof DOMException && error.name === "TimeoutError") {
    return new TestkitError("CIS2_TIMEOUT", { url: url.origin }, options);
  }
  if (error instanceof RangeError) {
    return new TestkitError(
      "CIS2_ANSWER_UNEXPECTED",
      { url: `${url.origin}${url.pathname}`, status: "too much", reason: error.message },
      options,
    );
  }
  const code = causeCode(error);
  if (/^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|EPROTO)/.test(code)) {
    return new TestkitError("CIS2_UNTRUSTED", { url: url.origin, reason: code }, options);
  }
  return new TestkitError("CIS2_UNREACHABLE", { url: url.origin }, options);
}

/** Whether a request failed before a byte of it was sent. */
export function neverConnected(error: unknown): boolean {
  return ["ECONNREFUSED", "EAI_AGAIN", "ENETUNREACH", "EHOSTUNREACH"].includes(causeCode(error));
}

/** Such as ECONNREFUSED. fetch hides the reason of a failure in its cause, and one of several attempts in an AggregateError. */
export function causeCode(error: unknown): string {
  for (let current = error, depth = 0; current instanceof Error && depth < 5; depth++) {
    if ("code" in current && typeof current.code === "string" && current.code !== "") return current.code;
    current = current instanceof AggregateError ? current.errors[0] : current.cause;
  }
  return "";
}
