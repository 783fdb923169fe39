import { OAuth2Server } from "oauth2-mock-server";
import { announce } from "../../measure/service.ts";

const mock = new OAuth2Server();
await mock.issuer.keys.generate("RS256");
await mock.start(0, "127.0.0.1");
const at = `http://127.0.0.1:${mock.address().port}`;
announce({
  issuer: mock.issuer.url ?? "",
  authorize: `${at}/authorize`,
  token: `${at}/token`,
  userinfo: `${at}/userinfo`,
  jwks: `${at}/jwks`,
});
