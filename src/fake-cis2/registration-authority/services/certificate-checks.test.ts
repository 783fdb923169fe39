import assert from "node:assert/strict";
import { it } from "node:test";
import { assertionChecks } from "../../sign-in/checks/index.ts";
import { certificateChecks } from "./certificate-checks.ts";

it("a locked card's certificate passes all that a sign-in's does, in that order, but for the signature", () => {
  const [ofSignIn, ofLockedCard] = [assertionChecks, certificateChecks].map((checks) => checks.map(({ name }) => name));
  const ofTheCard = ofSignIn?.slice(ofSignIn.indexOf("checkCertificateReadable"));
  assert.deepEqual(
    ofLockedCard,
    ofTheCard?.filter((name) => name !== "checkAlgorithm" && name !== "checkSignature"),
  );
});
