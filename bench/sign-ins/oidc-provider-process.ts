import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Provider } from "oidc-provider";
import { MemoryStore } from "../../src/fake-cis2/index.ts";
import { ProviderAdapter } from "../../src/fake-cis2/provider/provider-adapter.ts";
import { party } from "./relying-party.ts";
import { announce } from "./service.ts";

// oidc-provider with its defaults and a one-request login. Its own memory holds 1,000 records, too few for 200 sign-ins
// at a time.
const server = createServer();
server.listen(0, "127.0.0.1");
await once(server, "listening");
const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
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
  ttl: { AccessToken: 20, AuthorizationCode: 20, Grant: 20, IdToken: 20, Interaction: 20, Session: 20 },
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
server.on("request", (request, response) => {
  const answer = async () => {
    if (!request.url?.startsWith("/interaction/")) return provide(request, response);
    await provider.interactionDetails(request, response);
    const to = await provider.interactionResult(request, response, { login: { accountId: "anybody" } });
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ continue: to }));
  };
  answer().catch((error: unknown) => {
    response.statusCode = 500;
    response.end(String(error));
  });
});
announce({
  issuer,
  authorize: `${issuer}/auth`,
  token: `${issuer}/token`,
  userinfo: `${issuer}/me`,
  jwks: `${issuer}/jwks`,
});
