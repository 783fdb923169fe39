import { type Application, applications, type ClientRegistration } from "../applications.ts";
import { flaskAuthlib } from "./flask-authlib.ts";
import { modAuthOpenidc } from "./mod-auth-openidc.ts";
import { openidClient5 } from "./openid-client-5.ts";
import { openidClient6 } from "./openid-client-6.ts";
import { passportOpenIdConnect } from "./passport-openidconnect.ts";
import { simpleOAuth2 } from "./simple-oauth2.ts";
import { serve, type System } from "./system.ts";

/** The ones that a browser also signs in to, in relying-party.test.ts. */
const fromApplications = applications.filter(({ name }) => name !== "openid-client").map(systemOf);

/** express-openid-connect, set up in another way than the one among the systems. */
export function expressOpenIdConnect(
  asks: Pick<ClientRegistration, "responseMode" | "acrValues" | "stepUpTo">,
): System {
  const one = applications.find(({ name }) => name === "express-openid-connect");
  if (one === undefined) throw new TypeError("there is no such application");
  const system = systemOf({
    ...one,
    create: (registration, origin) => one.create({ ...registration, ...asks }, origin),
  });
  return { ...system, ...(asks.stepUpTo === undefined ? {} : { stepUpPath: "/step-up" }) };
}

/** Systems that other people's software makes, in the order in which they are tested. */
export const systems: readonly System[] = [
  ...fromApplications,
  openidClient5,
  openidClient6,
  passportOpenIdConnect,
  simpleOAuth2,
  flaskAuthlib,
  modAuthOpenidc,
];

function systemOf({ create, ...application }: Application): System {
  return {
    ...application,
    start: (registration, port) => serve(create(registration, `http://127.0.0.1:${port}`), port),
  };
}
