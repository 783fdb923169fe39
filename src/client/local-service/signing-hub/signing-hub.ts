import type Router from "@koa/router";
import type { Clock } from "../../../foundation/clock.ts";
import { isTestkitError, TestkitError } from "../../../foundation/errors/testkit-error.ts";
import type { Logger } from "../../../foundation/logger.ts";
import type { Random } from "../../../foundation/random.ts";
import type { ReaderSource } from "../../../iso7816/index.ts";
import { digest } from "../../cards/signature-algorithms.ts";
import { withUnlockedCard } from "../../cards/unlocked-card.ts";
import type { WithPasscodeSource } from "../passcode-prompt.ts";
import { signalRRoutes, type HubCall } from "./signalr.ts";
import { parseSigningRequest, type SigningRequest } from "./signing-request.ts";
import { notSigned, signed, type SignatureEntry, type SigningResponse } from "./signing-response.ts";

export interface SigningHubOptions {
  readonly readers: ReaderSource;
  readonly reader?: string | undefined;
  readonly withPasscodeSource: WithPasscodeSource;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  /** Sign payloads that are no base64 as text. */
  readonly textPayloads?: boolean | undefined;
}

/**
 * The hub `signingHub` with its method `requestToSign`, which prescribing systems sign with: the card's signing key,
 * over the bytes that each payload is the base64 of.
 */
export function signingHubRoutes(options: SigningHubOptions): Router {
  const { clock, random, logger } = options;
  const requestToSign = async ([argument]: readonly unknown[], call: HubCall): Promise<SigningResponse> => {
    try {
      const request = parseSigningRequest(argument, options);
      if (request === undefined) {
        throw new TestkitError("REQUEST_MALFORMED", { reason: "it is not a signing request" });
      }
      return await sign(request, options, call);
    } catch (error) {
      if (!isTestkitError(error)) throw error;
      // The answer has no room for the code.
      logger.warn({ code: error.code }, error.message);
      return notSigned(error, clock.now());
    }
  };
  return signalRRoutes({ name: "signingHub", methods: { requestToSign }, random, logger });
}

function sign(
  request: SigningRequest,
  options: SigningHubOptions,
  { origin, signal }: HubCall,
): Promise<SigningResponse> {
  const { readers, reader, withPasscodeSource, clock } = options;
  const { algorithm, payloads } = request;
  const requestedBy = `signing ${payloads.length === 1 ? "a prescription" : `${payloads.length} prescriptions`} for ${origin}`;
  return withPasscodeSource(origin, (passcodes) =>
    withUnlockedCard(
      { readers, reader, passcodes, purpose: "signing", requestedBy: requestedBy, signal },
      async (card) => {
        if (card.algorithm !== "RS256") throw new TestkitError("ALGORITHM_NOT_ALLOWED", { algorithm });
        const signatures: SignatureEntry[] = [];
        for (const { id, bytes } of payloads) {
          const signature = await card.sign(algorithm, digest(algorithm, bytes));
          signatures.push({ id, signature: Buffer.from(signature).toString("base64") });
        }
        return signed(card.certificate, signatures, clock.now());
      },
    ),
  );
}
