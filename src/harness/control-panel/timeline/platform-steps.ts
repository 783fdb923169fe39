import type { PlatformRequestSeen } from "../../../fake-api-platform/index.ts";
import type { Noted } from "./sign-in-record.ts";

const grants: Readonly<Record<string, string>> = {
  "urn:ietf:params:oauth:grant-type:token-exchange": "Exchanges the ID token for an access token",
  authorization_code: "Gives an access token for its code",
  refresh_token: "Gives an access token for a refresh token",
};

/** A request to the API platform as a step of a sign-in. */
export function platformStep(seen: PlatformRequestSeen, at = new Date()): Noted {
  const { joins, milliseconds, status, error, path } = seen;
  const refused = status >= 400;
  const isToken = path.endsWith("/token");
  const line = `${lineOf(seen)}${refused ? `: ${error ?? `HTTP ${status}`}` : ""}`;
  return {
    joins,
    // A token request that belongs to no sign-in is seen all the same: its ID token may be what is wrong.
    opens: isToken,
    step: {
      at: new Date(at.getTime() - milliseconds).toISOString(),
      milliseconds,
      place: "API platform",
      line,
      detail: exchange(seen),
      ...(refused ? { refused: { code: `HTTP ${status}`, ...(error === undefined ? {} : { message: error }) } } : {}),
    },
  };
}

function lineOf({ path, grantType = "" }: PlatformRequestSeen): string {
  if (path.endsWith("/token")) return grants[grantType] ?? "Is asked for tokens";
  if (path.endsWith("/authorize")) return "Sends the browser on to CIS2";
  if (path.endsWith("/callback")) return "Takes the browser back from CIS2, and sends it on to the app";
  if (path.endsWith("/userinfo")) return "Is asked for userinfo";
  return `Is called: ${path}`;
}

function exchange({ method, path, status, grantType, role, error, milliseconds }: PlatformRequestSeen): string {
  return [
    `${method} ${path}`,
    ...(grantType === undefined ? [] : [`  grant_type: ${grantType}`]),
    ...(role === undefined ? [] : [`  NHSD-Session-URID: ${role}`]),
    `answered ${status}${error === undefined ? "" : ` ${error}`} in ${milliseconds} ms`,
  ].join("\n");
}
