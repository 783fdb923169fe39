import type { AssertionCheck } from "../assertion.ts";
import { checkAlgorithm } from "./algorithm.ts";
import { checkCardState } from "./card-state.ts";
import { checkCertificateReadable } from "./certificate-readable.ts";
import { checkChain } from "./chain.ts";
import { checkChallengeFresh } from "./challenge-fresh.ts";
import { checkChallengeKnown } from "./challenge-known.ts";
import { checkChallengeUnused } from "./challenge-unused.ts";
import { checkClientSupported } from "./client-supported.ts";
import { checkNotAfter } from "./not-after.ts";
import { checkNotBefore } from "./not-before.ts";
import { checkOrigin } from "./origin.ts";
import { checkPurpose } from "./purpose.ts";
import { checkRevocation } from "./revocation.ts";
import { checkShape } from "./shape.ts";
import { checkSignature } from "./signature.ts";
import { checkUserActive } from "./user-active.ts";
import { checkUserKnown } from "./user-known.ts";

/** Everything an assertion has to pass, in this order. */
export const assertionChecks: readonly AssertionCheck[] = [
  checkShape,
  checkChallengeKnown,
  checkChallengeUnused,
  checkChallengeFresh,
  checkOrigin,
  checkClientSupported,
  checkCertificateReadable,
  checkAlgorithm,
  checkSignature,
  checkChain,
  checkPurpose,
  checkNotBefore,
  checkNotAfter,
  checkRevocation,
  checkUserKnown,
  checkUserActive,
  checkCardState,
];
