import type { Logger } from "../foundation/logger.ts";
import type { KeyPair } from "../pki/index.ts";
import type { AnswerServices } from "./checks/received-answer.ts";
import type { Cis1Settings } from "./settings.ts";
import type { Tickets } from "./tickets/tickets.ts";

/** What the endpoints of `gas` share. */
export interface GasServices extends AnswerServices {
  readonly settings: Cis1Settings;
  readonly tickets: Tickets;
  /** Signs challenges and role assertions. */
  readonly key: KeyPair;
  readonly logger: Logger;
  readonly events: (event: GasEvent) => void;
}

/** What happened at `gas`, as text for a journal. */
export interface GasEvent {
  readonly step: "activation" | "authentication" | "role selection" | "role assertion" | "logout";
  readonly userId?: string | undefined;
  /** Why it was refused. */
  readonly refused?: string | undefined;
}
