import type { IncomingMessage, RequestListener } from "node:http";
import type { Store } from "../../store/store.ts";
import { issuerPath } from "./cis2-network.ts";

/** Tells a shared store when each request begins and ends, and what it reads first. */
export function inRequests(store: Store, listener: RequestListener): RequestListener {
  if (!store.during) return listener;
  return (request, response) => {
    const end = store.during?.(
      () => firstReads(request),
      () => {
        listener(request, response);
      },
    );
    if (end) response.once("close", end);
  };
}

const inSignIn = /^\/sign-in\/([\w-]{1,64})(?=[/?]|$)/;
const resumed = /^\/authorize\/([\w-]{1,64})(?=[/?]|$)/;
const bearer = /^bearer ([\w-]{1,256})$/i;

/** The keys of the records that are certain to be read, if the request is what it seems. */
function firstReads({ url = "", headers }: IncomingMessage): string[] {
  const page = inSignIn.exec(url)?.[1];
  if (page !== undefined) return [`Interaction:${page}`, `SignIn:${page}`];
  if (!url.startsWith(issuerPath)) return [];
  const path = url.slice(issuerPath.length);
  const signIn = resumed.exec(path)?.[1];
  if (signIn !== undefined) return [`Interaction:${signIn}`];
  const token = path.startsWith("/userinfo") ? bearer.exec(headers.authorization ?? "")?.[1] : undefined;
  return token === undefined ? [] : [`AccessToken:${token}`];
}
