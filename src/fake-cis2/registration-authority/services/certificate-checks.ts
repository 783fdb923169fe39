import type { AssertionCheck } from "../../sign-in/assertion.ts";
import { checkCardState } from "../../sign-in/checks/card-state.ts";
import { checkCertificateReadable } from "../../sign-in/checks/certificate-readable.ts";
import { checkChain } from "../../sign-in/checks/chain.ts";
import { checkNotAfter } from "../../sign-in/checks/not-after.ts";
import { checkNotBefore } from "../../sign-in/checks/not-before.ts";
import { checkPurpose } from "../../sign-in/checks/purpose.ts";
import { checkRevocation } from "../../sign-in/checks/revocation.ts";
import { checkUserActive } from "../../sign-in/checks/user-active.ts";
import { checkUserKnown } from "../../sign-in/checks/user-known.ts";

/** What a card's certificate has to pass where the card cannot sign, as it is locked: all that a signature does not show. */
export const certificateChecks: readonly AssertionCheck[] = [
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
