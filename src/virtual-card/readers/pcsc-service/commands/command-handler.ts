import { returnCode } from "../protocol/constants.ts";
import type { Request } from "../protocol/request-reader.ts";
import { SlotRefusal, type SlotRefusalReason } from "../../slot-refusal.ts";
import type { PcscClient } from "../pcsc-client.ts";

export type Answer = Buffer | undefined;

/** Carries a request out. Resolves to the answer, or to undefined if none is due. */
export type CommandHandler = (client: PcscClient, request: Request) => Answer | Promise<Answer>;

const codes: Record<SlotRefusalReason, number> = {
  "shared-with-others": returnCode.SHARING_VIOLATION,
  "card-absent": returnCode.NO_SMARTCARD,
  "card-reset": returnCode.RESET_CARD,
  "card-removed": returnCode.REMOVED_CARD,
  "not-locked": returnCode.NOT_TRANSACTED,
  protocol: returnCode.PROTO_MISMATCH,
};

/** The return code of what the reader refused; rethrows what is no refusal. */
export function refusalCode(error: unknown): number {
  if (error instanceof SlotRefusal) return codes[error.reason];
  throw error;
}

/** Runs `work`: 0 if it succeeds, else the code of the refusal. */
export function codeOf(work: () => void): number {
  try {
    work();
    return returnCode.SUCCESS;
  } catch (error) {
    return refusalCode(error);
  }
}
