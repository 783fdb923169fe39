import { TestkitError } from "../../../foundation/errors/testkit-error.ts";
import type { ReceivedAssertion } from "../received-assertion.ts";

/** From February 2027 Smartcard Connect is the only client: the Identity Agent's software is retired. */
export function checkClientSupported({ assertion, services }: ReceivedAssertion): void {
  const { clock, identityAgentRefusedFrom } = services;
  if (assertion.client.kind === "identity-agent" && clock.now() >= identityAgentRefusedFrom) {
    throw new TestkitError("CLIENT_RETIRED", { since: identityAgentRefusedFrom.toISOString() });
  }
}
