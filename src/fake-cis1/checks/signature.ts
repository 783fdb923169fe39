import { verify } from "node:crypto";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import { notValidated } from "../gas-refusal.ts";
import type { ReceivedAnswer } from "./received-answer.ts";

/** RSA PKCS#1 v1.5 over SHA-1: this protocol alone accepts SHA-1. A key of another kind cannot have made it. */
export function checkSignature({ signed, certificate }: ReceivedAnswer): void {
  const { publicKey } = certificate;
  const verified = publicKey.asymmetricKeyType === "rsa" && verify("sha1", signed.content, publicKey, signed.signature);
  if (!verified) throw new TestkitError("SIGNATURE_INVALID");
}

/** The user id of the request is that of the certificate. */
export function checkUid({ request, userId }: ReceivedAnswer): void {
  if (request.uid !== userId) throw notValidated("the uid is not that of the certificate");
}
