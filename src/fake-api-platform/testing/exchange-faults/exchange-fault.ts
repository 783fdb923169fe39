import type { ExchangeRequest } from "../test-platform.ts";

/** One thing that is wrong with a token exchange, and what the platform answers. */
export interface ExchangeFault {
  readonly name: string;
  /** What it changes: two faults of one place cannot be had at once. */
  readonly place: string;
  readonly apply: (request: ExchangeRequest) => void;
  readonly status: number;
  readonly error: string;
  readonly description: string;
}

/** When the request was made, in seconds since 1970: its client assertion ends five minutes later. */
export const madeAt = (request: ExchangeRequest) => Number(request.assertion.claims["exp"]) - 300;

export const fault = (
  name: string,
  place: string,
  [status, description]: [number, string],
  apply: ExchangeFault["apply"],
  error = "invalid_request",
): ExchangeFault => ({ name, place, status, error, description, apply });
