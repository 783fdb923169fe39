import type { RevocationReason } from "../../pki/index.ts";
import type { AuditedAction } from "./audit-trail.ts";
import type { CardRegister } from "./card-register.ts";
import type { RegisteredCard } from "./registered-card.ts";
import type { Revocations } from "./revocations.ts";

/** What the registration authority has written down, and how more is. */
export interface AuthorityRecords {
  readonly cardRegister: CardRegister;
  readonly revocations: Revocations;
  /** Revokes a certificate by its serial number (hexadecimal). */
  revoke(certificateSerialNumber: string, reason?: RevocationReason): Promise<void>;
  /** Writes into the audit trail what was done to a card. */
  note(action: AuditedAction, card: Pick<RegisteredCard, "serial" | "userId">, detail?: string): Promise<void>;
}
