import { z } from "zod";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import { HttpClient } from "../network/http-client.ts";
import { parseAnswer } from "../sign-in/cis2-answer.ts";

const session = z.string().min(1).max(100);
const instruction = z.discriminatedUnion("step", [
  z.object({
    step: z.literal("command"),
    session,
    name: z.string().max(100),
    command: z.string().regex(/^([0-9a-fA-F]{2}){4,65544}$/),
  }),
  z.object({ step: z.literal("verify"), session }),
  z.object({ step: z.literal("passcode"), session, temporary: z.string().regex(/^\d{6,8}$/) }),
  z.object({ step: z.literal("finished"), result: z.record(z.string(), z.unknown()) }),
]);
const renewal = z.object({ renewal: session, challenge: z.base64().min(43).max(1024) });
const sentCode = z.object({ request: session, sentTo: z.string().max(500), expiresAt: z.iso.datetime() });

export type RelayStep = z.infer<typeof instruction>;
/** Where a one-time code went, and until when it is good. */
export type SentCode = z.infer<typeof sentCode>;

export interface AuthorityOptions {
  /** Where the registration authority is, as an origin: `http://127.0.0.1:8080`. */
  readonly authority: string;
  readonly fetch?: typeof fetch | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The registration authority's resources (docs/life-of-a-card.md). Refusals become the errors it names. */
export class AuthorityClient {
  readonly origin: string;
  readonly #http: HttpClient;

  /** Throws CONFIGURATION_INVALID if the authority is no origin. */
  constructor({ authority, fetch, signal }: AuthorityOptions) {
    if (!URL.canParse(authority) || new URL(authority).origin === "null") {
      const reason = `"${authority}" is not of the form https://host or https://host:port`;
      throw new TestkitError("CONFIGURATION_INVALID", { setting: "authority", reason });
    }
    this.origin = new URL(authority).origin;
    this.#http = new HttpClient({ fetch, signal });
  }

  beginRenewal() {
    return this.#post("renewals", {}, renewal);
  }

  renew(id: string, token: object): Promise<RelayStep> {
    return this.#post(`renewals/${id}`, token, instruction);
  }

  sendSecurityCode(certificate: Uint8Array): Promise<SentCode> {
    return this.#post("unlocks", { certificate: base64(certificate) }, sentCode);
  }

  unlock(request: string, code: string, certificate: Uint8Array): Promise<RelayStep> {
    return this.#post(
      `unlocks/${encodeURIComponent(request)}`,
      { code, certificate: base64(certificate) },
      instruction,
    );
  }

  answer(id: string, answer: object): Promise<RelayStep> {
    return this.#post(`sessions/${id}`, answer, instruction);
  }

  async #post<Shape extends z.ZodType>(path: string, body: object, shape: Shape): Promise<z.infer<Shape>> {
    return parseAnswer(await this.#http.post(new URL(`/card-services/${path}`, this.origin), body), shape);
  }
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}
