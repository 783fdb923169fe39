import assert from "node:assert/strict";
import { type ControlledCis2, startControlledCis2 } from "./testing/controlled-cis2.ts";
import { request } from "node:http";
import { after, before, describe, it } from "node:test";
import { isTestkitError } from "../foundation/errors/testkit-error.ts";
import {
  authorizationUrl,
  personas,
  redirectUri,
  relyingParty,
  signInWith,
  startSignIn,
} from "../fake-cis2/testing/harness.ts";
import { answerChallenge } from "../fake-cis2/testing/test-card.ts";
import { UserAgent } from "../foundation/testing/user-agent.ts";
import { ControlClient, ControlError } from "./control-client.ts";

describe("control API", () => {
  let test: ControlledCis2;
  let control: ControlClient;
  let origin: string;
  before(async () => {
    const headless = {
      authenticate: async ({
        persona,
        challenge,
        origin: at,
      }: {
        persona: string;
        challenge: string;
        origin: string;
      }) => answerChallenge(await test.cardOf(persona), { challenge, origin: at }),
    };
    test = await startControlledCis2({ headless });
    origin = test.controlOrigin;
    control = new ControlClient(origin);
  });
  after(() => test[Symbol.asyncDispose]());

  it("describes all it can do, as OpenAPI", async () => {
    const document = (await (await fetch(`${origin}/openapi.json`)).json()) as {
      openapi: string;
      paths: Record<string, Record<string, { operationId: string; requestBody?: unknown }>>;
    };
    assert.equal(document.openapi, "3.1.0");
    const ids = Object.values(document.paths).flatMap((path) =>
      Object.values(path).map(({ operationId }) => operationId),
    );
    assert.ok(ids.includes("setFault") && ids.includes("queueSignIn") && ids.includes("reset"), ids.join());
    assert.equal(new Set(ids).size, ids.length);
    assert.match(JSON.stringify(document.paths["/faults"]?.["post"]?.requestBody), /wrong-issuer/);
  });

  it("says where the networks are", async () => {
    assert.deepEqual((await control.about()).networks, test.cis2.networks);
  });

  it("moves the clock", async () => {
    const began = await control.clock();
    await control.advanceClock(60);
    assert.equal((await control.clock()).getTime(), began.getTime() + 60_000);
    await control.setClock(began);
    assert.deepEqual(test.clock.now(), began);
  });

  it("lets the next sign-in of a browser go through by itself, with the role named", async () => {
    await control.queueSignIn({ persona: "two-roles", roleId: "555010030001" });
    const url = authorizationUrl(test.cis2.networks.internet.issuer, { scope: "openid selectedrole" });
    const agent = new UserAgent();
    const signIn = await startSignIn(url, agent);
    const answer = await agent.get(signIn.url, "text/html");
    assert.equal(answer.status, 303);
    const callback = await agent.follow(answer.headers.get("location") ?? "", redirectUri);
    assert.ok(new URL(callback).searchParams.has("code"));
    assert.deepEqual(await control.nextSignIns(), []);
  });

  it("keeps the next sign-in for the relying party it is for", async () => {
    await control.queueSignIn({ persona: "one-role", clientId: "another" });
    const signIn = await startSignIn(authorizationUrl(test.cis2.networks.internet.issuer));
    assert.equal((await signIn.agent.get(signIn.url, "text/html")).status, 200);
    await control.clearSignIns();
    assert.deepEqual(await control.nextSignIns(), []);
  });

  it("sets faults and removes them", async () => {
    const { id } = await control.setFault({ fault: "wrong-nonce", times: "always" });
    const { catalogue, set } = await control.faults();
    assert.deepEqual(
      set.map((fault) => fault.id),
      [id],
    );
    assert.ok(catalogue.some(({ name }) => name === "algorithm-none"));
    await control.removeFault(id);
    await assert.rejects(control.removeFault(id), (error) => error instanceof ControlError && error.status === 404);
  });

  it("adds and removes relying parties, and never gives a secret away", async () => {
    await control.registerRelyingParty({ ...relyingParty, clientId: "second" });
    assert.doesNotMatch(JSON.stringify(await control.relyingParties()), /a-secret-of-the-tests/);
    const url = authorizationUrl(test.cis2.networks.internet.issuer, { client_id: "second" });
    await startSignIn(url);
    await control.removeRelyingParty("second");
    await assert.rejects(startSignIn(url), /invalid_client/);
  });

  it("changes users, cancels cards and revokes certificates", async () => {
    const { user, roles } = personas.personas["one-role"] ?? assert.fail();
    const card = await test.cardOf("one-role");
    const { issuer } = test.cis2.networks.internet;
    const refusal = async () => {
      const state = await signInWith(card, await startSignIn(authorizationUrl(issuer)));
      return (state["error"] as { code: string } | undefined)?.code;
    };
    await control.putUser({ user: { ...user, active: false }, roles });
    assert.equal(await refusal(), "USER_INACTIVE");
    await control.putUser({ user, roles });
    assert.equal(await refusal(), undefined);
    await test.cis2.registrationAuthority.register({
      serial: "LOST",
      userId: user.userId,
      certificates: [card.serialNumber],
    });
    await control.cancelCard("LOST");
    assert.equal(await refusal(), "CARD_CANCELLED");
    await control.revokeCertificate(card.serialNumber);
    assert.equal(await refusal(), "CERTIFICATE_REVOKED");
    await assert.rejects(control.cancelCard("NONE"), (error) => error instanceof ControlError && error.status === 404);
    await control.reset();
    assert.equal(await refusal(), undefined);
  });

  it("keeps the signing keys in a reset, so that relying parties go on, and empties the journal", async () => {
    const keys = async () => (await fetch(`${test.cis2.networks.internet.issuer}/connect/jwk_uri`)).text();
    const before = await keys();
    await startSignIn(authorizationUrl(test.cis2.networks.internet.issuer));
    const authorizations = async () =>
      (await control.journal()).filter((entry) => entry.type === "request" && entry.path.includes("/authorize?"));
    assert.notDeepEqual(await authorizations(), []);
    await control.reset();
    assert.deepEqual(await authorizations(), []);
    assert.equal(await keys(), before);
  });

  it("says what is wrong with a request", async () => {
    for (const [path, body] of [
      ["/faults", { fault: "unheard-of" }],
      ["/next-sign-ins", { persona: "one-role", passcodes: [] }],
      ["/relying-parties", { clientId: "x" }],
    ] as const) {
      const headers = { "content-type": "application/json" };
      const answer = await fetch(origin + path, { method: "POST", headers, body: JSON.stringify(body) });
      assert.equal(answer.status, 400);
      assert.match(await answer.text(), /REQUEST_MALFORMED/);
    }
    await assert.rejects(control.queueSignIn({ persona: "nobody" }), /no persona "nobody"; there are: no-role/);
  });

  it("keeps a journal of requests, secrets redacted, and streams events", async () => {
    await control.clearJournal();
    const stop = new AbortController();
    const seen: string[] = [];
    const stream = control.events(stop.signal);
    const first = stream.next();
    const { issuer } = test.cis2.networks.internet;
    const signIn = await startSignIn(authorizationUrl(issuer));
    await signInWith(await test.cardOf("one-role"), signIn);
    const body = new URLSearchParams({
      grant_type: "authorization_code",
      code: "a-code-nobody-may-see",
      client_id: relyingParty.clientId,
      client_secret: relyingParty.clientSecret,
      redirect_uri: redirectUri,
    });
    await fetch(`${issuer}/access_token`, { method: "POST", body });
    for (let next = await first; !next.done; next = await stream.next()) {
      seen.push(next.value.type);
      if (next.value.type === "request" && next.value.endpoint === "token") break;
    }
    stop.abort();
    assert.ok(seen.includes("request") && seen.includes("sign-in"), seen.join());

    const journal = await control.journal();
    const token = journal.find((entry) => entry.type === "request" && entry.endpoint === "token");
    assert.ok(token?.type === "request");
    assert.equal(token.status, 400);
    assert.equal(token.error, "invalid_grant");
    assert.equal(token.clientId, relyingParty.clientId);
    assert.equal(token.parameters?.["client_secret"], "[redacted]");
    assert.doesNotMatch(JSON.stringify(journal), /a-code-nobody-may-see|a-secret-of-the-tests/);
    const steps = journal.flatMap((entry) => (entry.type === "sign-in" ? [entry.step] : []));
    assert.deepEqual(steps, ["smartcard", "smartcard", "finished"]);
    const [asked] = journal.flatMap((entry) => (entry.type === "sign-in" && entry.challenge ? [entry] : []));
    const begun = journal.find((entry) => entry.type === "request" && entry.endpoint === "authorization");
    const page = `/sign-in/${asked?.uid ?? "none"}`;
    assert.ok(begun?.type === "request" && asked && begun.joins?.includes(asked.uid), "the request names its sign-in");
    assert.ok(begun.location?.endsWith(page), begun.location);
  });

  describe("is closed to others", () => {
    it("does not start off loopback without a token", async () => {
      await assert.rejects(startControlledCis2({ control: { host: "0.0.0.0", port: 0 } }), (error) =>
        isTestkitError(error, "CONFIGURATION_INVALID"),
      );
    });

    it("asks for the token wherever it has one", async () => {
      await using guarded = await startControlledCis2({ control: { host: "0.0.0.0", port: 0, token: "the-token" } });
      const at = `http://127.0.0.1:${new URL(guarded.controlOrigin).port}`;
      for (const authorization of ["", "Bearer wrong", "the-token", "Basic the-token"]) {
        const answer = await fetch(`${at}/journal`, { headers: { authorization } });
        assert.equal(answer.status, 401);
        assert.match(await answer.text(), /CONTROL_REFUSED/);
      }
      assert.ok((await new ControlClient(at, { token: "the-token" }).about()).networks.internet);
    });

    it("answers no web page, and no name that only points to this machine", async () => {
      const status = (headers: Record<string, string>) =>
        new Promise<number | undefined>((resolve, reject) => {
          request(`${origin}/journal`, { headers }, (answer) => {
            answer.resume();
            resolve(answer.statusCode);
          })
            .on("error", reject)
            .end();
        });
      assert.equal(await status({ origin: "https://evil.example" }), 401);
      assert.equal(await status({ host: "evil.example" }), 401);
      assert.equal(await status({}), 200);
    });
  });
});
