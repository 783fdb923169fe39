import { type ExitCode, exitCodes } from "../conformance/verdicts/exit-code.ts";
import type { ErrorCode, ResponsibleParty } from "../foundation/errors/catalogue.ts";
import { systemFailure } from "../foundation/errors/system-failure.ts";
import { terminalText } from "../foundation/printable.ts";
import { isTestkitError } from "../foundation/errors/testkit-error.ts";
import { sourceStack } from "./source-stack.ts";

const exitCodeOfFault: Record<ResponsibleParty, ExitCode> = {
  operator: exitCodes.usage,
  reader: exitCodes.environmentNotReady,
  network: exitCodes.targetUnreachable,
  person: exitCodes.refused,
  card: exitCodes.refused,
  cis2: exitCodes.refused,
  "relying-party": exitCodes.refused,
};

/** Faults whose code says more than who is at fault. */
const exitCodeOfError: Partial<Record<ErrorCode, ExitCode>> = {
  PASSCODE_UNAVAILABLE: exitCodes.environmentNotReady,
  INPUT_ENDED: exitCodes.environmentNotReady,
  DRIVER_MISSING: exitCodes.environmentNotReady,
  CARD_FILE_IN_USE: exitCodes.environmentNotReady,
  PCSC_SOCKET_UNANSWERED: exitCodes.environmentNotReady,
  PORT_TAKEN: exitCodes.environmentNotReady,
  PORT_FORBIDDEN: exitCodes.environmentNotReady,
  NODE_TOO_OLD: exitCodes.environmentNotReady,
  WAITED_FOR_FAILED: exitCodes.environmentNotReady,
  RELYING_PARTY_CLIENT_ID_UNKNOWN: exitCodes.targetNotReady,
  RELYING_PARTY_REDIRECT_URI_UNKNOWN: exitCodes.targetNotReady,
  RELYING_PARTY_SECRET_REFUSED: exitCodes.targetNotReady,
  RELYING_PARTY_PKCE_REFUSED: exitCodes.targetNotReady,
  RELYING_PARTY_ALGORITHM_OTHER: exitCodes.targetNotReady,
  RELYING_PARTY_DISTRUSTS_CIS2: exitCodes.targetNotReady,
  RELYING_PARTY_ELSEWHERE: exitCodes.targetNotReady,
  RELYING_PARTY_NOT_READY: exitCodes.targetNotReady,
  FILE_FAILED: exitCodes.ioFailed,
  OUTPUT_FAILED: exitCodes.ioFailed,
  CARD_ABSENT: exitCodes.environmentNotReady,
  CARD_SEVERAL: exitCodes.environmentNotReady,
  REAL_CARD_LAST_TRY: exitCodes.environmentNotReady,
  REAL_CARD_NOT_RESTORED: exitCodes.cardNotRestored,
  NETWORK_NOT_ALLOWED: exitCodes.refused,
  TRACE_MISMATCH: exitCodes.unexpectedVerdicts,
  ROLE_NOT_HELD: exitCodes.usage,
  ROLE_NEEDED: exitCodes.usage,
};

/** Tells the person at the terminal, on standard error, what went wrong and what to do; returns the exit code. */
export function reportError(thrown: unknown, output: { write(text: string): unknown } = process.stderr): ExitCode {
  const error = isTestkitError(thrown) ? thrown : (systemFailure(thrown) ?? thrown);
  if (!isTestkitError(error)) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    output.write(`Internal error: ${terminalText(sourceStack(text))}\n`);
    return exitCodes.internal;
  }
  output.write(`${error.code}: ${terminalText(error.message)}\n${terminalText(error.cure)}\n`);
  return exitCodeOfError[error.code] ?? exitCodeOfFault[error.entry.responsible];
}
