import assert from "node:assert/strict";
import { generateKeyPairSync, randomUUID } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { SignJWT } from "jose";
import { ControlClient } from "../control-api/index.ts";
import { runInProcess } from "./testing/run-in-process.ts";
import { freePorts, type ServeProcess, startServe } from "./testing/serve.ts";
import { closeAll } from "../foundation/testing/close-all.ts";

const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });

/** Signs a persona in without a browser, and returns the ID token. */
async function idToken(ready: Readonly<Record<string, string>>): Promise<string> {
  const redirectUri = String([ready["redirectUris"]].flat()[0]);
  await new ControlClient(ready["controlApi"] ?? "").queueSignIn({ persona: "one-role" });
  const issuer = ready["issuer"] ?? "";
  const query = { response_type: "code", client_id: ready["clientId"] ?? "", redirect_uri: redirectUri };
  const scope = { scope: "openid nationalrbacaccess", state: "1" };
  let next = `${issuer}/authorize?${new URLSearchParams({ ...query, ...scope }).toString()}`;
  const jar = new Map<string, string>();
  for (let step = 0; !next.startsWith(redirectUri); step++) {
    assert.ok(step < 10, next);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(next, { redirect: "manual", headers: { cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      jar.set(name, value);
    }
    next = new URL(response.headers.get("location") ?? assert.fail(await response.text()), next).href;
  }
  const code = new URL(next).searchParams.get("code") ?? "";
  const answer = await fetch(`${issuer}/access_token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "authorization_code",
      code,
      redirect_uri: redirectUri,
      client_id: ready["clientId"] ?? "",
      client_secret: ready["clientSecret"] ?? "",
    }),
  });
  return ((await answer.json()) as { id_token: string }).id_token;
}

describe("serve --api-platform-port", () => {
  let directory: string;
  let serve: ServeProcess;
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), "cis2-testkit-api-platform-"));
    const app = {
      name: "App",
      key: "app",
      jwks: { keys: [{ ...publicKey.export({ format: "jwk" }), kid: "test-1" }] },
    };
    await writeFile(join(directory, "app.json"), JSON.stringify(app));
    serve = await startServe(
      ...["--no-desktop", "--no-demo", "--control-port", "0", "--api-platform-port", "0"],
      ...["--api-platform-app", join(directory, "app.json")],
    );
  });
  after(() =>
    closeAll(
      () => serve.stop(),
      () => rm(directory, { recursive: true }),
    ),
  );

  it("exchanges an ID token of the fake CIS2, before and after a reset", async () => {
    const origin = serve.ready["apiPlatform"] ?? "";
    for (const round of ["before", "after"]) {
      const assertion = await new SignJWT({ jti: randomUUID() })
        .setProtectedHeader({ alg: "RS512", kid: "test-1", typ: "JWT" })
        .setIssuer("app")
        .setSubject("app")
        .setAudience(`${origin}/oauth2/token`)
        .setExpirationTime("5 minutes")
        .sign(privateKey);
      const answer = await fetch(`${origin}/oauth2/token`, {
        method: "POST",
        body: new URLSearchParams({
          grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
          subject_token_type: "urn:ietf:params:oauth:token-type:id_token",
          subject_token: await idToken(serve.ready),
          client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
          client_assertion: assertion,
        }),
      });
      const body = (await answer.json()) as Record<string, string>;
      assert.equal(answer.status, 200, `${round}: ${JSON.stringify(body)}`);
      const headers = { authorization: `Bearer ${body["access_token"] ?? ""}` };
      assert.equal((await fetch(`${origin}/hello-world/hello/user-aal3`, { headers })).status, 200, round);
      await new ControlClient(serve.ready["controlApi"] ?? "").reset();
      assert.equal((await fetch(`${origin}/hello-world/hello/user`, { headers })).status, 401, round);
    }
  });

  it("sends a browser on to the fake CIS2 for the combined pattern, which knows the platform", async () => {
    const query =
      "client_id=cis2-testkit-example-app&redirect_uri=http://localhost:3000/callback&response_type=code&state=1";
    const origin = serve.ready["apiPlatform"] ?? "";
    const first = await fetch(`${origin}/oauth2/authorize?${query}`, { redirect: "manual" });
    const location = first.headers.get("location") ?? assert.fail(await first.text());
    assert.ok(location.startsWith(serve.ready["issuer"] ?? "-"), location);
    const second = await fetch(location, { redirect: "manual" });
    assert.ok([302, 303].includes(second.status), await second.text());
    assert.doesNotMatch(second.headers.get("location") ?? "", /error=/);
  });

  it("says what is wrong with a file, and does without unless asked", async () => {
    const file = join(directory, "wrong.json");
    await writeFile(file, JSON.stringify({ name: "App", key: "with blanks" }));
    const { exitCode, stderr } = await runInProcess([
      ...["serve", ...freePorts, "--api-platform-port", "0", "--api-platform-app", file],
    ]);
    assert.equal(exitCode, 2);
    assert.match(stderr, /DATA_FILE_INVALID.*wrong\.json.*key/s);
  });
});
