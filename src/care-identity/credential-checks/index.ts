import { checkCardState } from "./card-state.ts";
import { checkCertificateReadable } from "./certificate-readable.ts";
import { checkChain } from "./chain.ts";
import { checkNotAfter } from "./not-after.ts";
import { checkNotBefore } from "./not-before.ts";
import type { CredentialCheck } from "./presented-credential.ts";
import { checkPurpose } from "./purpose.ts";
import { checkRevocation } from "./revocation.ts";
import { checkUserActive } from "./user-active.ts";
import { checkUserKnown } from "./user-known.ts";

/**
 * What a certificate has to pass, in this order, whether or not its card can sign: a locked card cannot. It does not show
 * that the card was there: that takes a signature.
 */
export const credentialChecks: readonly CredentialCheck[] = [
  checkCertificateReadable,
  checkChain,
  checkPurpose,
  checkNotBefore,
  checkNotAfter,
  checkRevocation,
  checkUserKnown,
  checkUserActive,
  checkCardState,
];
