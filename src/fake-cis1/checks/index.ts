import { checkCertificateReadable } from "../../care-identity/credential-checks/certificate-readable.ts";
import { credentialChecks } from "../../care-identity/credential-checks/index.ts";
import { checkChallengeFresh, checkChallengeKnown, checkChallengeUnused, checkContent } from "./challenge.ts";
import type { AnswerCheck } from "./received-answer.ts";
import { checkSignature, checkUid } from "./signature.ts";

/** Everything a well-formed answer has to pass, in this order: those of the credential are the ones of CIS2. */
export const answerChecks: readonly AnswerCheck[] = [
  checkChallengeKnown,
  checkChallengeUnused,
  checkChallengeFresh,
  checkContent,
  checkCertificateReadable,
  checkSignature,
  checkUid,
  ...credentialChecks,
];
