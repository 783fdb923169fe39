import { parseAnswer } from "../../src/client/sign-in/cis2-answer.ts";
import { signInChallenge, signInState } from "../../src/client/sign-in/exchange.ts";
import { bytesOf, type FuzzTarget, textOf, unlessRefused } from "../runner/target.ts";

const url = new URL("http://cis2.test/sign-in/u1?state=secret");
const state = {
  step: "role",
  relyingParty: { clientId: "c", name: "Test system" },
  roles: [{ roleId: "1", organisationCode: "A", organisationName: "Surgery", roleName: "Nurse" }],
  notices: [{ code: "CERTIFICATE_EXPIRING", notAfter: "2026-12-01T00:00:00Z" }],
};

/** What the client makes of CIS2's answers. */
export const target: FuzzTarget = {
  name: "cis2-answers",
  seeds: () =>
    [
      state,
      { challenge: Buffer.alloc(32).toString("base64"), origin: url.origin },
      { error: { code: "CERTIFICATE_EXPIRED", details: { notAfter: "2026-01-01" } } },
      { error: "access_denied", error_description: "The end user denied the request" },
    ].flatMap((json) => [0, 1].map((kind) => Buffer.concat([Uint8Array.of(kind), bytesOf(JSON.stringify(json))]))),
  dictionary: ["PASSCODE_REFUSED", "details", "triesLeft", "toString", "__proto__"],
  open: () => ({
    run: (input) => {
      const status = (input[0] ?? 0) % 2 === 0 ? 200 : 409;
      const answer = {
        url,
        status,
        location: undefined,
        contentType: "application/json",
        body: textOf(input.subarray(1)),
      };
      for (const shape of [signInState, signInChallenge]) unlessRefused(() => parseAnswer(answer, shape));
    },
  }),
};
