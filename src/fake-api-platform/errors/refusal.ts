/** An answer that refuses a request, as the API platform words it; the field of the error is `error_description`. */
export class Refusal extends Error {
  readonly status: number;
  readonly error: string;
  readonly description: string;

  constructor(status: number, error: string, description: string, options?: ErrorOptions) {
    super(`${error}: ${description}`, options);
    this.name = "Refusal";
    this.status = status;
    this.error = error;
    this.description = description;
  }
}

/** `invalid_request`, with status 400 unless another is given. */
export function invalidRequest(description: string, status = 400): Refusal {
  return new Refusal(status, "invalid_request", description);
}

/** What the platform answers when none of its own error texts fits. */
export function unknownError(status: number, cause?: unknown): Refusal {
  const description =
    "An unknown error occurred processing this request. Contact us for assistance diagnosing this issue: " +
    "https://digital.nhs.uk/developer/help-and-support quoting Message ID";
  return new Refusal(status, "unknown_error", description, { cause });
}

/** An access level for which the app has no scope. */
export function accessLevelRefused(): Refusal {
  const description =
    "you have tried to request authorization but your application is not configured to use this authorization grant type";
  return new Refusal(401, "unauthorized_client", description);
}
