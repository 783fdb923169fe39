import { checkCardState } from "../../../care-identity/credential-checks/card-state.ts";
import { checkCertificateReadable } from "../../../care-identity/credential-checks/certificate-readable.ts";
import { checkChain } from "../../../care-identity/credential-checks/chain.ts";
import { checkNotAfter } from "../../../care-identity/credential-checks/not-after.ts";
import { checkNotBefore } from "../../../care-identity/credential-checks/not-before.ts";
import { checkPurpose } from "../../../care-identity/credential-checks/purpose.ts";
import { checkRevocation } from "../../../care-identity/credential-checks/revocation.ts";
import { checkUserActive } from "../../../care-identity/credential-checks/user-active.ts";
import { checkUserKnown } from "../../../care-identity/credential-checks/user-known.ts";
import type { AssertionCheck } from "../received-assertion.ts";
import { checkAlgorithm } from "./algorithm.ts";
import { checkChallengeFresh } from "./challenge-fresh.ts";
import { checkChallengeKnown } from "./challenge-known.ts";
import { checkChallengeUnused } from "./challenge-unused.ts";
import { checkClientSupported } from "./client-supported.ts";
import { checkOrigin } from "./origin.ts";
import { checkSignature } from "./signature.ts";

/** Everything a well-formed assertion has to pass, in this order: those of the credential with the sign-in's own between. */
export const assertionChecks: readonly AssertionCheck[] = [
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
