import type { KoaContextWithOIDC } from "oidc-provider";
import type { SigningKeys } from "../provider/signing-keys.ts";

export const endpoints = ["discovery", "jwks", "authorization", "token", "userinfo"] as const;
export type Endpoint = (typeof endpoints)[number];

/** An answer of the provider that a fault is about to change. */
export interface FaultCall {
  readonly ctx: KoaContextWithOIDC;
  readonly signingKeys: SigningKeys;
  /** For the faults that take time. */
  readonly milliseconds: number;
}

export interface Fault {
  /** Where it shows; "any" is chosen when the fault is set. */
  readonly endpoint: Endpoint | "any";
  readonly summary: string;
  /** Whether the answer is one the fault can change: most faults leave errors alone. */
  readonly applies: (call: FaultCall) => boolean | Promise<boolean>;
  readonly apply: (call: FaultCall) => void | Promise<void>;
}

export function isJsonAnswer({ ctx }: FaultCall): boolean {
  return ctx.status === 200 && typeof ctx.body === "object" && ctx.body !== null;
}

/** The JSON body of an answer, to be changed in place. */
export function bodyOf({ ctx }: FaultCall): Record<string, unknown> {
  return ctx.body as Record<string, unknown>;
}
