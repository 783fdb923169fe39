import assert from "node:assert/strict";
import { it } from "node:test";
import { assertionChecks } from "./index.ts";
import { credentialChecks } from "../../../care-identity/credential-checks/index.ts";

it("a locked card's certificate passes all that a sign-in's does, in that order, but for the signature", () => {
  const [ofSignIn, ofLockedCard] = [assertionChecks, credentialChecks].map((checks) => checks.map(({ name }) => name));
  const ofTheCard = ofSignIn?.slice(ofSignIn.indexOf("checkCertificateReadable"));
  assert.deepEqual(
    ofLockedCard,
    ofTheCard?.filter((name) => name !== "checkAlgorithm" && name !== "checkSignature"),
  );
});
