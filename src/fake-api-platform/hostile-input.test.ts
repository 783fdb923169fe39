import assert from "node:assert/strict";
import { createHmac, createPublicKey } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { openStore } from "../store/open-store.ts";
import { skipWithoutRedis, startRedis } from "../store/testing/redis-server.ts";
import { signJwt } from "../pki/keys/signed-jwt.ts";
import { keys, secret, startTestPlatform, type TestPlatform } from "./testing/test-platform.ts";

const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");
const megabyte = "a".repeat(1_048_576);

describe("a token exchange with forged JWTs", () => {
  let test: TestPlatform;
  before(async () => {
    test = await startTestPlatform();
  });
  after(() => test[Symbol.asyncDispose]());

  /** Sends a valid exchange, one of whose JWTs is made by `forge` from its header and claims. */
  const forged = (jwt: "assertion" | "subject", forge: (header: object, claims: object) => string) => {
    const request = test.request("inline");
    const { header, claims } = request[jwt];
    request.form[jwt === "assertion" ? "client_assertion" : "subject_token"] = forge(header, claims);
    return test.exchange(request);
  };
  const publicPem = { app: keys.app, issuer: keys.issuer };

  for (const [jwt, key] of [
    ["assertion", "app"],
    ["subject", "issuer"],
  ] as const) {
    it(`refuses the ${jwt} without a signature`, async () => {
      for (const alg of ["none", "None", "NONE", ""]) {
        const { status } = await forged(jwt, (header, claims) => `${encode({ ...header, alg })}.${encode(claims)}.`);
        assert.ok([400, 401].includes(status), `${alg}: ${status}`);
      }
    });

    it(`refuses the ${jwt} with an HMAC of the public key`, async () => {
      const publicKey = createPublicKey({ key: publicPem[key].jwk as object, format: "jwk" } as never);
      for (const [form, secretKey] of Object.entries({
        pem: publicKey.export({ type: "spki", format: "pem" }),
        trimmed: String(publicKey.export({ type: "spki", format: "pem" })).trim(),
        der: publicKey.export({ type: "spki", format: "der" }),
        modulus: Buffer.from(publicPem[key].jwk.n ?? "", "base64url"),
      })) {
        for (const [alg, hash] of [
          ["HS256", "sha256"],
          ["HS512", "sha512"],
        ] as const) {
          const { status } = await forged(jwt, (header, claims) => {
            const input = `${encode({ ...header, alg })}.${encode(claims)}`;
            return `${input}.${createHmac(hash, secretKey).update(input).digest("base64url")}`;
          });
          assert.ok([400, 401].includes(status), `${form} ${alg}: ${status}`);
        }
      }
    });

    it(`refuses the ${jwt} with a key of its own in the header`, async () => {
      const { jwk } = keys.foreign;
      const address = `data:application/json,${encodeURIComponent(JSON.stringify({ keys: [jwk] }))}`;
      for (const more of [{ jwk }, { jku: address }, { x5u: address }, { x5c: ["AA=="] }, { kid: "foreign", jwk }]) {
        const { status } = await forged(jwt, (header, claims) =>
          signJwt({ ...header, ...more }, claims as never, keys.foreign),
        );
        assert.equal(status, 401, JSON.stringify(more));
      }
    });

    it(`answers the ${jwt} with megabytes in it`, async () => {
      for (const change of [{ kid: megabyte }, { typ: megabyte }]) {
        const { status } = await forged(jwt, (header, claims) =>
          signJwt({ ...header, ...change }, claims as never, keys[key]),
        );
        assert.ok(status === 400 || status === 401, String(status));
      }
      for (const change of [{ iss: megabyte, sub: megabyte }, { aud: megabyte }, { jti: [megabyte] }]) {
        const { status } = await forged(jwt, (header, claims) =>
          signJwt({ ...header }, { ...claims, ...change }, keys[key]),
        );
        assert.ok(status < 500, String(status));
      }
    });
  }

  it("answers forms with megabytes in a field, and refuses larger ones", async () => {
    for (const field of ["grant_type", "subject_token_type", "client_assertion", "subject_token"]) {
      const request = test.request("inline");
      request.form[field] = megabyte;
      const { status, body } = await test.exchange(request);
      assert.equal(status, 400, field);
      assert.ok((body["error_description"] ?? "").length < 300);
    }
    assert.equal((await test.post("/oauth2/token", { grant_type: megabyte.repeat(5) })).status, 413);
  });

  it("takes the first of several parameters of one name, whatever the others are", async () => {
    const request = test.request("inline");
    const assertion = signJwt(request.assertion.header, request.assertion.claims, keys.app);
    const subject = signJwt(request.subject.header, request.subject.claims, keys.issuer);
    const fields = { ...request.form, client_assertion: assertion, subject_token: subject } as Record<string, string>;
    for (const name of Object.keys(fields)) {
      const send = async (wrongFirst: boolean) => {
        const body = new URLSearchParams(wrongFirst ? { [name]: "wrong" } : {});
        for (const [field, value] of Object.entries(fields)) body.append(field, value);
        if (!wrongFirst) body.append(name, "wrong");
        const response = await fetch(`${test.platform.origin}/oauth2/token`, { method: "POST", body });
        return ((await response.json()) as Record<string, string>)["error_description"] ?? "none";
      };
      assert.notEqual(await send(true), "none", name);
      const { claims } = request.assertion;
      claims["jti"] = `after ${name}`;
      fields["client_assertion"] = signJwt(request.assertion.header, claims, keys.app);
      assert.equal(await send(false), "none", name);
      claims["jti"] = `before ${name}`;
      fields["client_assertion"] = signJwt(request.assertion.header, claims, keys.app);
    }
  });
});

describe("a platform that is started again on its store", () => {
  async function refusesReplays(address: string): Promise<void> {
    const refresh = (test: TestPlatform, refreshToken: string | undefined) =>
      test.post("/oauth2/token", {
        grant_type: "refresh_token",
        client_id: "inline",
        client_secret: secret,
        refresh_token: refreshToken,
      });
    const atFirst = async () => {
      await using first = await startTestPlatform({ store: await openStore(address) });
      const request = first.request("inline");
      const exchanged = await first.exchange(request);
      assert.equal(exchanged.status, 200, JSON.stringify(exchanged.body));
      return { request, exchanged, refreshed: await refresh(first, exchanged.body["refresh_token"]) };
    };
    const { request, exchanged, refreshed } = await atFirst();
    await using second = await startTestPlatform({ store: await openStore(address) });
    request.assertion.claims["aud"] = `${second.platform.origin}/oauth2/token`;
    const again = await second.exchange(request);
    assert.equal(again.body["error_description"], "Non-unique 'jti' claim in client_assertion JWT");
    const used = await refresh(second, exchanged.body["refresh_token"]);
    assert.equal(used.body["error_description"], "refresh_token is invalid");
    assert.equal((await refresh(second, refreshed.body["refresh_token"])).status, 200);
  }

  it("accepts no client assertion and no refresh token twice: SQLite", async () => {
    const folder = await mkdtemp(join(tmpdir(), "cis2-testkit-api-platform-"));
    try {
      await refusesReplays(`sqlite:${join(folder, "store.sqlite")}`);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it("accepts no client assertion and no refresh token twice: Redis", { skip: skipWithoutRedis }, async () => {
    await using redis = await startRedis();
    await refusesReplays(redis.address);
  });
});
