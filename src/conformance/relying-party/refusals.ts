import type { FaultName } from "../../fake-cis2/index.ts";
import type { InvalidSignIn } from "./invalid-sign-in.ts";
import { must } from "./rules.ts";

const cure = "Show a page that says that the sign-in did not work, with a way to try again. Start no session.";
const rule = must("screening", "manage_breast_screening/auth/views.py");
const atReturn = (wrong: string): InvalidSignIn => ({ wrong, cure, lastStep: "none", rule });
const atToken = (wrong: string): InvalidSignIn => ({ wrong, cure, lastStep: "token request", rule });

/** Sign-ins that CIS2 refuses or cannot finish. */
export const refusals = {
  "access-denied": atReturn("CIS2 sent the browser back with error=access_denied"),
  "login-required": atReturn("CIS2 sent the browser back with error=login_required"),
  "server-error": atReturn("CIS2 sent the browser back with error=server_error"),
  "temporarily-unavailable": atReturn("CIS2 sent the browser back with error=temporarily_unavailable"),
  "client-refused": atToken("CIS2 refused its token request (invalid_client)"),
  "code-refused": atToken("CIS2 refused its code (invalid_grant)"),
  "internal-error": atToken("CIS2 answered its token request with 500"),
  unavailable: atToken("CIS2 answered its token request with 503"),
  "not-json": atToken("CIS2 answered its token request with a web page"),
  "dropped-connection": atToken("CIS2 did not answer its token request"),
} satisfies Partial<Record<FaultName, InvalidSignIn>>;
