import type { Logger } from "../foundation/logger.ts";
import { secretId } from "../foundation/redaction.ts";
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

/** What an event has of a challenge or a ticket. */
export function digestsOf(...secrets: readonly string[]): readonly string[] {
  return secrets.map((secret) => `gas:${secretId(secret) ?? ""}`);
}

/** What happened at `gas`, as text for a journal. */
export interface GasEvent extends GasSubject {
  readonly step: "activation" | "authentication" | "role selection" | "role assertion" | "logout";
  /** Why it was refused. */
  readonly refused?: string | undefined;
}

/** What a request is about, as far as it was read. */
export interface GasSubject {
  readonly userId?: string | undefined;
  /** Digests of its challenge and its ticket: a sign-in has the same ones from the challenge to the logout. */
  readonly joins: readonly string[];
  /** The check that refused, by its name in the code, such as `checkNotAfter`. */
  readonly check?: string | undefined;
}
