import { isSameSecret } from "../../foundation/same-secret.ts";
import type { App } from "../apps/app.ts";
import type { Apps } from "../apps/apps.ts";
import { invalidRequest, Refusal } from "../errors/refusal.ts";
import type { Form } from "./form.ts";

/** Authenticates an app by client_id and client_secret, both in the form. */
export async function authenticateBySecret(form: Form, apps: Apps): Promise<App> {
  const app = await knownApp(form.get("client_id"), apps, () => invalidClient());
  const secret = form.get("client_secret");
  if (secret === undefined) throw invalidRequest("client_secret is missing", 401);
  if (app.secret === undefined || !isSameSecret(secret, app.secret)) throw invalidClient();
  return app;
}

/** Finds the approved app of a client_id. Throws what Apigee's VerifyAPIKey is answered with. */
export async function knownApp(clientId: string | undefined, apps: Apps, unknown: () => Refusal): Promise<App> {
  if (clientId === undefined) throw invalidRequest("client_id is missing", 401);
  const app = await apps.find(clientId);
  if (app === undefined) throw unknown();
  if (app.status === "revoked") {
    throw accessDenied("The developer app associated with the API key is not approved or revoked");
  }
  if (app.subscribed) return app;
  throw accessDenied(
    "API Key supplied does not have access to this resource. Please check the API Key you are using belongs to an app " +
      "which has sufficient access to access this resource.",
  );
}

function accessDenied(description: string): Refusal {
  return new Refusal(401, "access_denied", description);
}

function invalidClient(): Refusal {
  return new Refusal(401, "invalid_client", "client_id or client_secret is invalid");
}
