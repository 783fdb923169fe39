import assert from "node:assert/strict";
import { type ControlledCis2, startControlledCis2 } from "../testing/controlled-cis2.ts";
import { after, before, describe, it } from "node:test";
import { decodeJwt } from "jose";

type Json = Record<string, unknown>;
interface Config {
  readonly config_name: string;
  readonly hash: string;
  readonly client_config: Json;
}

describe("relying parties by the Connection Manager's calls", () => {
  let test: ControlledCis2;
  let origin: string;
  before(async () => {
    test = await startControlledCis2();
    origin = `${test.controlOrigin}/api`;
  });
  after(() => test[Symbol.asyncDispose]());

  const call = (method: string, path: string, headers: Record<string, string> = {}, body?: unknown) =>
    fetch(`${origin}${path}`, {
      method,
      headers: { accept: "application/json", "content-type": "application/json", ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const authenticate = (secret = "cis2-testkit") => call("POST", "/auth", { authorization: `SecretAuth ${secret}` });
  const bearer = async () => {
    const { access_token } = (await (await authenticate()).json()) as { access_token: string };
    return { authorization: `Bearer ${access_token}` };
  };
  const json = async (answer: Response | Promise<Response>) => (await (await answer).json()) as Json;
  const registration = {
    client_name: "A Screening Service",
    redirect_uris: ["https://relying-party.test/cis2_redirect"],
    backchannel_logout_uri: "https://relying-party.test/back-channel-logout",
    jwks_uri: "https://relying-party.test/oidc/jwks_uri",
    jwks_uri_signing_algorithm: "RS512",
  };

  it("gives a token in the body and the same in the cookie, a JWT that names the team", async () => {
    const answer = await authenticate();
    const { access_token, team_ids } = (await answer.json()) as { access_token: string; team_ids: string[] };
    assert.deepEqual(team_ids, ["cis2-testkit"]);
    const claims = decodeJwt(access_token);
    assert.deepEqual(Object.keys(claims).sort(), ["aud", "exp", "iat", "iss", "sub", "team_ids"]);
    assert.equal(claims.sub, team_ids[0]);
    const cookie = answer.headers.get("set-cookie") ?? "";
    assert.ok(cookie.startsWith(`__Host-session=${access_token};`));
    const byCookie = await call("GET", "/configs/cis2-testkit", { cookie: `__Host-session=${access_token}` });
    assert.equal(byCookie.status, 200);
  });

  it("makes one without a secret, of the default method, and gives its secret", async () => {
    const answer = await call("POST", "/configs/cis2-testkit", await bearer(), registration);
    assert.equal(answer.status, 201);
    const { config_name, client_config } = (await answer.json()) as Config;
    assert.match(config_name, /^\d{12}\.apps\.national$/);
    assert.equal(client_config["token_endpoint_auth_method"], "client_secret_post");
    const party = await test.cis2.relyingParties.find(config_name);
    assert.equal(party?.clientSecret, client_config["client_secret"]);
    assert.equal(party?.jwksUri, registration.jwks_uri);
    assert.ok((party.clientSecret ?? "").length >= 32);
  });

  it("lists ids, reads one with its hash, and takes back what it read, changed, once", async () => {
    const auth = await bearer();
    const { config_name: id } = (await json(
      call("POST", "/configs/cis2-testkit", auth, registration),
    )) as never as Config;
    const list = await json(call("GET", "/configs/cis2-testkit", auth));
    assert.ok((list["configs"] as string[]).includes(id));
    const { hash, client_config } = (await json(call("GET", `/configs/cis2-testkit/${id}`, auth))) as never as Config;
    const changed = { ...client_config, redirect_uris: ["https://relying-party.test/other"], description: "Changed" };
    const update = () => call("PUT", `/configs/cis2-testkit/${id}?hash=${hash}`, auth, changed);
    const answer = (await json(update())) as never as Config;
    assert.notEqual(answer.hash, hash);
    assert.deepEqual(answer.client_config, changed);
    const party = await test.cis2.relyingParties.find(id);
    assert.deepEqual(party?.redirectUris, changed.redirect_uris);
    assert.equal(party.clientSecret, client_config["client_secret"]);
    const stale = await update();
    assert.equal(stale.status, 409);
    assert.equal(typeof (await json(stale))["detail"], "string");
  });

  it("answers a ping without a token", async () => {
    assert.equal((await call("GET", "/hello_world")).status, 200);
  });

  it("refuses in its own shape who has no secret, token or team, and what is no registration", async () => {
    const auth = await bearer();
    for (const [answer, status] of [
      [await authenticate("wrong"), 401],
      [await call("GET", "/configs/cis2-testkit", { authorization: "Bearer wrong" }), 401],
      [await call("GET", "/configs/cis2-testkit"), 401],
      [await call("GET", "/configs/another", auth), 403],
      [await call("GET", "/configs/cis2-testkit/unknown", auth), 404],
    ] as const) {
      assert.equal(answer.status, status);
      assert.deepEqual(Object.keys(await json(answer)), ["detail"]);
    }
    for (const body of [
      {},
      { redirect_uris: ["ftp://x"] },
      { ...registration, jwks_uri_signing_algorithm: "none" },
      { redirect_uris: ["https://x.test/"], token_endpoint_auth_method: "private_key_jwt" },
    ]) {
      const answer = await call("POST", "/configs/cis2-testkit", auth, body);
      assert.equal(answer.status, 422);
      const [detail] = (await json(answer))["detail"] as Json[];
      assert.deepEqual(Object.keys(detail ?? {}), ["loc", "msg", "type"]);
    }
  });

  it("refuses web pages, and takes the control API's token for its secret off loopback", async () => {
    assert.equal((await call("GET", "/hello_world", { origin: "https://somewhere.test" })).status, 403);
    await using guarded = await startControlledCis2({ control: { port: 0, token: "a-token-of-the-test" } });
    const at = `${guarded.controlOrigin}/api/auth`;
    const status = async (secret: string) =>
      (await fetch(at, { method: "POST", headers: { authorization: `SecretAuth ${secret}` } })).status;
    assert.equal(await status("cis2-testkit"), 401);
    assert.equal(await status("a-token-of-the-test"), 200);
  });
});
