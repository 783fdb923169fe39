import type { Clock } from "../../foundation/clock.ts";
import type { Store } from "../../store/store.ts";

/** What the registration authority does to cards, as its audit trail calls it. */
export type AuditedAction =
  | "card-registered"
  | "card-issued"
  | "card-suspended"
  | "card-resumed"
  | "card-cancelled"
  | "card-reported-lost"
  | "certificate-issued"
  | "certificate-revoked"
  | "renewal-begun"
  | "renewal-refused"
  | "renewal-finished"
  | "unlock-code-sent"
  | "unlock-code-refused"
  | "unlock-begun"
  | "unlock-finished"
  | "administration-failed";

export interface AuditRecord {
  /** ISO 8601. */
  readonly at: string;
  readonly action: AuditedAction;
  /** The card's serial number. */
  readonly card?: string | undefined;
  readonly userId?: string | undefined;
  /** What else there is to know: a certificate's number, an error code. Never a secret. */
  readonly detail?: string | undefined;
}

/** Who did what to which card, and when. Records are added and never changed. */
export class AuditTrail {
  readonly #store: Store;
  readonly #clock: Clock;
  #written = 0;

  constructor(store: Store, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  async add(record: Omit<AuditRecord, "at">): Promise<void> {
    const at = this.#clock.now().toISOString();
    // The number keeps records of the same instant apart, and in order.
    const order = `${at} ${String(this.#written++).padStart(9, "0")}`;
    await this.#store.include("AuditTrail", `${order} ${JSON.stringify({ at, ...record })}`);
  }

  /** All records, or those of one card, oldest first. */
  async records(card?: string): Promise<AuditRecord[]> {
    const lines = (await this.#store.members("AuditTrail")).sort();
    const records = lines.map((line) => JSON.parse(line.slice(line.indexOf("{"))) as AuditRecord);
    return card === undefined ? records : records.filter((record) => record.card === card);
  }
}
