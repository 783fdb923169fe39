import { randomBytes } from "node:crypto";
import type { JournalEvent } from "../../../../fake-cis2/index.ts";
import { exchangeWords } from "../../../../virtual-card/index.ts";
import { challengeId } from "../journal-steps.ts";
import type { SignInWatch } from "../sign-in-watch.ts";

/** A real certificate's first part, as a card answers it. */
const response = `53820400${"A5".repeat(252)}6100`;
const browser = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";
const path = "/openam/oauth2/realms/root/realms/NHSIdentity/realms/Healthcare";

/** What one sign-in leaves in the journal, with its real number and size of events. */
function* syntheticSignIn(number: number): Generator<JournalEvent> {
  const uid = `uid-${number}-${randomBytes(16).toString("base64url")}`;
  const grant = `grant-${number}`;
  const clientId = "100000000001.apps.national";
  const request = { type: "request", network: "internet", status: 200, milliseconds: 3, userAgent: browser } as const;
  const parameters = { client_id: clientId, state: randomBytes(32).toString("base64url"), scope: "openid profile" };
  const page = (action: string) => ({ ...request, method: "POST", path: `/sign-in/${uid}${action}` });
  const at = { type: "sign-in", uid, clientId } as const;
  const authorization = { ...request, method: "GET", path: `${path}/authorize`, parameters, clientId };
  yield { ...authorization, endpoint: "authorization", status: 303, joins: [uid], location: `/sign-in/${uid}` };
  yield page("");
  yield { ...at, step: "smartcard" };
  yield page("/authenticator");
  yield { ...at, step: "smartcard", challenge: `challenge-${uid}` };
  yield page("/challenge");
  yield { ...at, step: "finished", userId: "555000000002" };
  yield page("/assertion");
  const location = `https://system.test/callback?code=%5Bredacted%5D&state=${parameters.state}`;
  yield { ...authorization, endpoint: "resume", path: `${path}/authorize/${uid}`, location, joins: [uid, grant] };
  const token = { ...request, method: "POST", path: `${path}/access_token`, clientId, joins: [grant] };
  yield { ...token, endpoint: "token", issued: { sub: "555000000002", sid: `sid-${number}` }, parameters };
  yield { ...token, endpoint: "userinfo", method: "GET", path: `${path}/userinfo` };
}

/** Lets the watch see a sign-in, with 20 exchanges with its card. */
export function seeSyntheticSignIn({ timeline, see }: Pick<SignInWatch, "timeline" | "see">, number: number): void {
  for (const event of syntheticSignIn(number)) {
    see({ ...event, sequence: number, at: new Date().toISOString() });
    if (event.type !== "sign-in" || event.challenge === undefined) continue;
    for (let exchange = 0; exchange < 20; exchange++) {
      const { line, detail } = exchangeWords({ command: "00CB3FFF055C035FC10500", response });
      const step = { at: new Date().toISOString(), place: "card" as const, line, detail };
      timeline.note({ joins: [challengeId(event.challenge)], step, facts: { card: "seen" } });
    }
  }
}
