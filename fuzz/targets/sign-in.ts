import { z } from "zod";
import { answerChallenge } from "../../src/fake-cis2/testing/test-card.ts";
import { authorizationUrl, startSignIn, startTestCis2 } from "../../src/fake-cis2/testing/harness.ts";
import { openKeyStore } from "../../src/pki/index.ts";
import { issuerPath } from "../../src/fake-cis2/networks/cis2-network.ts";
import { httpTarget } from "../runner/http.ts";

const { privateKey } = await openKeyStore().keyPair("test-card", "p-256");
const challenge = Buffer.alloc(32, 9).toString("base64");
const token = answerChallenge(
  { privateKey, certificate: Buffer.alloc(300, 0x30) },
  { challenge, origin: "http://127.0.0.1" },
);
const code = z.object({ error: z.object({ code: z.string() }) });

/** What browsers, clients and relying parties send to the fake CIS2. */
export const target = httpTarget({
  name: "sign-in",
  routes: [
    { method: "POST", path: "/sign-in/UID/assertion" },
    { method: "POST", path: "/sign-in/UID/authenticator" },
    { method: "POST", path: "/sign-in/UID/challenge" },
    { method: "POST", path: "/sign-in/UID/role" },
    { method: "POST", path: "/sign-in/card-removed" },
    { method: "POST", path: "/card-services/renewals" },
    { method: "POST", path: "/card-services/renewals/x" },
    { method: "POST", path: "/card-services/unlocks" },
    { method: "POST", path: "/card-services/unlocks/x" },
    { method: "POST", path: "/card-services/sessions/x" },
    { method: "POST", path: "/pki/ocsp" },
    { method: "GET", path: "/pki/ocsp/" },
    { method: "POST", path: `${issuerPath}/access_token` },
    { method: "GET", path: `${issuerPath}/authorize` },
    { method: "GET", path: "/" },
  ],
  seeds: [
    ["/sign-in/UID/assertion", token],
    ["/sign-in/UID/authenticator", { authenticator: "smartcard" }],
    ["/sign-in/UID/authenticator", "authenticator=smartcard&csrf=x"],
    ["/sign-in/UID/challenge", {}],
    ["/sign-in/UID/role", { roleId: "555010050003" }],
    ["/sign-in/card-removed", { signature: "AAAA" }],
    ["/card-services/renewals", {}],
    ["/card-services/renewals/x", token],
    ["/card-services/unlocks", { certificate: "MIIB" }],
    ["/card-services/unlocks/x", { certificate: "MIIB", code: "123456" }],
    ["/card-services/sessions/x", { response: "9000" }],
    ["/card-services/sessions/x", { passcode: "verified" }],
    ["/pki/ocsp", "0"],
    [
      `${issuerPath}/access_token`,
      "grant_type=authorization_code&code=x&client_id=999999999999.apps.national&client_secret=a-secret-of-the-tests&redirect_uri=http%3A%2F%2F127.0.0.1%3A9%2Fcallback",
    ],
    [
      `${issuerPath}/authorize?response_type=code&client_id=999999999999.apps.national&scope=openid&state=s&redirect_uri=http%3A%2F%2F127.0.0.1%3A9%2Fcallback`,
      "",
    ],
  ],
  dictionary: [
    "ES256",
    "RS256",
    "cis2-testkit:1",
    "MIIB",
    "&",
    "=",
    "%",
    "max_age=",
    "claims={",
    "acr_values=",
    "prompt=login",
    "client_assertion=",
    "identity-agent",
  ],
  start: async (logger) => {
    const test = await startTestCis2({ logger });
    const { issuer, origin } = test.cis2.networks.internet;
    const headers: Record<string, string> = {};
    let uid = "";
    const begin = async () => {
      const { agent, url } = await startSignIn(authorizationUrl(issuer));
      uid = url.slice(url.lastIndexOf("/") + 1);
      headers["cookie"] = await agent.cookies(url);
      await agent.post(`${url}/authenticator`, { authenticator: "smartcard" });
    };
    await begin();
    return {
      origin,
      headers,
      pathOf: (path) => path.replace("UID", uid),
      onAnswer: async ({ status, text }) => {
        if (status === 404 && code.safeParse(JSON.parse(text)).data?.error.code === "SIGN_IN_UNKNOWN") await begin();
      },
      close: async () => {
        await test[Symbol.asyncDispose]();
      },
    };
  },
});
