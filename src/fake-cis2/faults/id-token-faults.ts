import { claimFaults } from "./claim-faults.ts";
import type { Fault } from "./fault.ts";
import { bodyOf } from "./fault.ts";
import { idToken } from "./id-token-fault.ts";
import { hmacFaults, keyInHeaderFaults } from "./foreign-key-faults.ts";
import { signatureFaults } from "./signature-faults.ts";

export const idTokenFaults = {
  ...claimFaults,
  ...signatureFaults,
  ...hmacFaults,
  ...keyInHeaderFaults,
  malformed: idToken("the ID token is not a JWT", () => "not.a.token"),
  "missing-id-token": {
    ...idToken("id_token is left out", (token) => token),
    apply: (call) => {
      delete bodyOf(call)["id_token"];
    },
  },
} satisfies Record<string, Fault>;
