import packageFile from "cis2-testkit/package.json" with { type: "json" };
import type { ClientIdentity } from "./assertion.ts";

/** How this client names itself in tokens, unless told to play the deprecated Identity Agent. */
export const clientIdentity: ClientIdentity = { kind: "smartcard-connect", version: packageFile.version };
