import { generateKeyPairSync, randomBytes } from "node:crypto";
import { Provider } from "oidc-provider";
import { MemoryStore } from "../../../src/fake-cis2/index.ts";
import { ProviderAdapter } from "../../../src/fake-cis2/provider/provider-adapter.ts";
import { party } from "../relying-party.ts";
import { answerBy, listenOnLoopback, readJson, sendJson } from "../../measure/answer-json.ts";
import { openCardCheck, type SentAssertion } from "./card-check.ts";
import { announce } from "../../measure/service.ts";

// oidc-provider with its defaults, and beside it nothing but the two requests of a sign-in with a card: challenge and
// assertion. Its own memory holds 1,000 records, too few for 200 sign-ins at a time.
const { server, origin: issuer } = await listenOnLoopback();
const checkCard = await openCardCheck();
const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const store = new MemoryStore();
const provider = new Provider(issuer, {
  adapter: (kind) => new ProviderAdapter(kind, store),
  clients: [
    {
      client_id: party.clientId,
      client_secret: party.clientSecret,
      redirect_uris: party.redirectUris,
      token_endpoint_auth_method: "client_secret_post",
    },
  ],
  jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), use: "sig", alg: "RS256" }] },
  cookies: { keys: ["bench"] },
  claims: { openid: ["sub"], profile: ["name"] },
  features: { devInteractions: { enabled: false } },
  pkce: { required: () => false },
  ttl: { AccessToken: 10, AuthorizationCode: 10, Grant: 10, IdToken: 10, Interaction: 10, Session: 10 },
  findAccount: (_ctx, accountId) => ({ accountId, claims: () => ({ sub: accountId, name: "Anybody" }) }),
  loadExistingGrant: async ({ oidc }) => {
    const accountId = oidc.session?.accountId;
    const grant = new oidc.provider.Grant({ clientId: party.clientId, ...(accountId ? { accountId } : {}) });
    grant.addOIDCScope("openid profile");
    await grant.save();
    return grant;
  },
});
const provide = provider.callback();
const challenges = new Map<string, string>();
answerBy(server, async (request, response) => {
  if (!request.url?.startsWith("/interaction/")) return provide(request, response);
  const { uid } = await provider.interactionDetails(request, response);
  if (request.url.endsWith("/challenge")) {
    const challenge = randomBytes(32).toString("base64");
    challenges.set(uid, challenge);
    sendJson(response, { challenge, origin: issuer });
    return;
  }
  const accountId = checkCard(await readJson<SentAssertion>(request), challenges.get(uid));
  challenges.delete(uid);
  sendJson(response, { continue: await provider.interactionResult(request, response, { login: { accountId } }) });
});
announce({
  issuer,
  authorize: `${issuer}/auth`,
  token: `${issuer}/token`,
  userinfo: `${issuer}/me`,
  jwks: `${issuer}/jwks`,
});
