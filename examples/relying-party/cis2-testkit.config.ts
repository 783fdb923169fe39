import type { ConfigurationInput } from "../../src/conformance/index.ts";

const { PORT: port = "3000", CIS2_PORT: cis2Port = "8080" } = process.env;
const origin = `http://localhost:${port}`;

/** How the testkit is told of this system. Yours needs the same things, with its own addresses. */
export default {
  target: "relying-party",
  relyingParty: {
    startUrl: `${origin}/sign-in`,
    sessionUrl: `${origin}/`,
    signedIn: { selector: "#signed-in" },
    signedOut: { selector: "#signed-out" },
    signOut: { click: "Sign out" },
    roleShown: { selector: "#role" },
    changeRoleUrl: `${origin}/change-role`,
    clientId: "100000000001.apps.national",
    jwksUri: `${origin}/oidc/jwks`,
    redirectUris: [`${origin}/callback`],
    postLogoutRedirectUris: [`${origin}/`],
    backchannelLogoutUri: `${origin}/back-channel-logout`,
    scopes: ["openid", "profile", "nationalrbacaccess", "selectedrole"],
    acr: "AAL3_ANY",
    advanceClockUrl: `${origin}/test/clock`,
    driver: "http",
    cis2: { port: Number(cis2Port) },
  },
} satisfies ConfigurationInput;
