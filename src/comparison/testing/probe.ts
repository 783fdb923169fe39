import { createHash, generateKeyPairSync, randomUUID } from "node:crypto";
import { SignJWT } from "jose";
import { authenticate, fixedPasscode, requestSecurityCode } from "../../client/index.ts";
import { loadPersonas, type RelyingPartyInput, type SettingsInput } from "../../fake-cis2/index.ts";
import { type EmbeddedCis2, startEmbeddedCis2 } from "../../harness/index.ts";
import { isTestkitError } from "../../foundation/errors/testkit-error.ts";
import { InProcessReaders } from "../../virtual-card/index.ts";
import type { Claims, Evidence, Sample } from "../evidence/evidence.ts";
import { claimsOf, parsed } from "../evidence/read-claims.ts";
import { exchangeOf } from "../har/exchange.ts";
import { HarRecorder } from "./har-recorder.ts";
import { deliveredTwice, type LogoutServer, refusingServer } from "./refusing-server.ts";

const origin = "https://cis2.example";
const redirectUri = "https://system.example/callback";
const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const secret = "a-secret-of-the-probe";
const verifier = "a-code-verifier-of-the-probe-which-is-long-enough";
const challenge = createHash("sha256").update(verifier).digest("base64url");
const scopes = "openid profile email nhsperson nationalrbacaccess associatedorgs selectedrole";

/** Everything that somebody can find out about a fake CIS2 with the settings: sign-ins, mistakes and a logout, recorded. */
export async function probe(settings: SettingsInput): Promise<Evidence> {
  const logoutServer = await refusingServer();
  const party = { name: "Probe", redirectUris: [redirectUri] as [string] };
  const relyingParties: RelyingPartyInput[] = [
    { ...party, clientId: "post", clientSecret: secret, backchannelLogoutUri: logoutServer.uri },
    { ...party, clientId: "signed", clientSecret: secret, userinfoSignedResponseAlg: "RS256" },
    {
      ...party,
      clientId: "key",
      tokenEndpointAuthMethod: "private_key_jwt",
      jwks: { keys: [{ ...publicKey.export({ format: "jwk" }), kty: "RSA" }] },
    },
  ];
  const networks = { internet: { port: 0, publicUrl: origin } };
  const embedded = await startEmbeddedCis2({ relyingParties, settings, networks, personas: people() });
  try {
    return await new Probe(embedded, logoutServer).run();
  } finally {
    await Promise.all([embedded.close(), logoutServer.close()]);
  }
}

/** One of them has two names. */
function people() {
  const all = loadPersonas();
  const person = all.personas["two-roles"];
  if (person === undefined) throw new TypeError("there is no persona two-roles");
  const user = { ...person.user, middleNames: "Middle" };
  return { ...all, personas: { ...all.personas, "two-roles": { ...person, user } } };
}

class Probe {
  readonly #embedded: EmbeddedCis2;
  readonly #logout: LogoutServer;
  readonly #recorder: HarRecorder;
  readonly #issuer: string;

  constructor(embedded: EmbeddedCis2, logout: LogoutServer) {
    this.#embedded = embedded;
    this.#logout = logout;
    const { cis2 } = embedded;
    this.#recorder = new HarRecorder((url) => url.replace(/^https:\/\/cis2\.example(:443)?/, cis2.listeners.internet));
    this.#issuer = cis2.networks.internet.issuer.replace(":443", "");
  }

  async run(): Promise<Evidence> {
    const samples: Sample[] = [];
    await this.#recorder.send(`${this.#issuer}/.well-known/openid-configuration`);
    await this.#recorder.send(`${this.#issuer}/connect/jwk_uri`);
    const browser = this.#recorder;
    // A person with everything, twice in one browser, and by signed userinfo.
    const all = { scope: scopes, acr_values: "AAL3_ANY", nonce: "probe-nonce" };
    const first = await this.#signIn(browser, "two-roles", all);
    await this.#redeem(browser, first, { grant: "twice" });
    await this.#signIn(browser, "two-roles", { ...all, prompt: "login" });
    // In the same session: scopes one by one, and mistakes.
    for (const scope of ["openid profile", "openid nhsperson", "openid associatedorgs", "openid nationalrbacaccess"]) {
      await this.#redeem(browser, await this.#signIn(browser, "two-roles", { scope }), {});
    }
    await this.#redeem(
      browser,
      await this.#signIn(browser, "two-roles", { scope: "openid organisationalmemberships" }),
      {},
    );
    await this.#redeem(
      browser,
      await this.#signIn(browser, "two-roles", { scope: "openid", acr_values: "AAL2_TOTP" }),
      {},
    );
    await this.#redeem(
      browser,
      await this.#signIn(browser, "two-roles", { scope: "openid nhsperson", client_id: "signed" }),
      {},
    );
    await this.#redeem(browser, await this.#signIn(browser, "two-roles", { scope: "openid" }), { basic: true });
    await this.#redeem(browser, await this.#signIn(browser, "two-roles", { scope: "openid" }), { origin: true });
    const waiting = await this.#signIn(browser, "two-roles", { scope: "openid" });
    // A code lives by the wall clock, which no test moves: docs/decisions/0002-two-clocks.md.
    await new Promise((resolve) => setTimeout(resolve, 1600));
    await this.#redeem(browser, waiting, {});
    await this.#clientAssertions(browser);
    await this.#redeem(browser, await this.#signIn(browser, "two-roles", { scope: "oidc profile" }), {});
    await this.#signIn(browser, "two-roles", { scope: "openid", code_challenge: "" });
    await browser.send(this.#authorization({ scope: "openid", redirect_uri: "" }), {
      headers: { accept: "text/html" },
    });
    // Others, each in their own browser.
    for (const [persona, more] of [
      ["no-role", { scope: "openid nationalrbacaccess selectedrole" }],
      ["expiring-certificate", { scope: "openid" }],
      ["one-role", { scope: "openid" }],
    ] as const) {
      const other = browser.anotherBrowser();
      await this.#redeem(other, await this.#signIn(other, persona, more), {});
    }
    const agent = browser.anotherBrowser();
    await this.#redeem(agent, await this.#signIn(agent, "five-roles", { scope: "openid" }, "identity-agent"), {});
    await this.#unlock();
    const logoutTokens = await this.#logoutTokens();
    const exchanges = browser.entries.flatMap((entry) => exchangeOf(entry) ?? []);
    const json = (suffix: string) => parsed(exchanges.find(({ url }) => url.pathname.endsWith(suffix))?.body ?? "");
    const document = json("/openid-configuration") as Record<string, unknown>;
    const { keys } = json("/connect/jwk_uri") as { keys: Record<string, unknown>[] };
    const url = `${this.#issuer}/.well-known/openid-configuration`;
    return { discovery: { url, document }, keys, samples, logoutTokens, exchanges };
  }

  #authorization(parameters: Record<string, string>): string {
    const request = { response_type: "code", client_id: "post", state: randomUUID(), redirect_uri: redirectUri };
    const query = new URLSearchParams({ ...request, code_challenge: challenge, ...parameters });
    if (query.has("code_challenge", challenge)) query.set("code_challenge_method", "S256");
    for (const [name, value] of [...query]) if (value === "") query.delete(name);
    return `${this.#issuer}/authorize?${query.toString()}`;
  }

  /** Resolves to the code; to "" if there is none. */
  async #signIn(
    browser: HarRecorder,
    persona: string,
    parameters: Record<string, string>,
    kind: "smartcard-connect" | "identity-agent" = "smartcard-connect",
  ): Promise<{ code: string; client: string }> {
    const client = parameters["client_id"] ?? "post";
    let at = await browser.follow(this.#authorization(parameters), redirectUri);
    if (new URL(at).pathname.startsWith("/sign-in/")) {
      const issued = await this.#embedded.issueCard(persona, "piv");
      const readers = new InProcessReaders();
      readers.addReader("R");
      readers.insert("R", issued.card);
      await browser.json(`${at}/authenticator`, { authenticator: "smartcard" });
      const { challenge } = JSON.parse((await browser.json(`${at}/challenge`, {})).body) as { challenge: string };
      const passcodes = fixedPasscode(issued.persona.card.passcode);
      const identity = { kind, version: "1.0.0" };
      const assertion = await authenticate({ readers, passcodes, challenge, origin, client: identity });
      let state = JSON.parse((await browser.json(`${at}/assertion`, assertion)).body) as {
        step?: string;
        continue?: string;
      };
      const { roleId = "" } = issued.persona.roles[0] ?? {};
      if (state.step === "role")
        state = JSON.parse((await browser.json(`${at}/role`, { roleId })).body) as typeof state;
      at = state.continue === undefined ? at : await browser.follow(state.continue, redirectUri);
    }
    return { code: new URL(at).searchParams.get("code") ?? "", client };
  }

  async #redeem(
    browser: HarRecorder,
    { code, client }: { code: string; client: string },
    how: { grant?: "twice"; basic?: boolean; origin?: boolean },
  ): Promise<void> {
    if (code === "") return;
    const form = { grant_type: "authorization_code", code, redirect_uri: redirectUri, code_verifier: verifier };
    const headers: Record<string, string> = how.origin ? { origin: "https://system.example" } : {};
    if (how.basic) headers["authorization"] = `Basic ${Buffer.from(`${client}:${secret}`).toString("base64")}`;
    const credentials = how.basic ? {} : { client_id: client, client_secret: secret };
    const answer = await browser.form(`${this.#issuer}/access_token`, { ...form, ...credentials }, headers);
    const { access_token: token } = parsed(answer.body) as { access_token?: string };
    if (token !== undefined)
      await browser.send(`${this.#issuer}/userinfo`, { headers: { authorization: `Bearer ${token}` } });
    if (how.grant === "twice") await browser.form(`${this.#issuer}/access_token`, { ...form, ...credentials });
  }

  /** One that ends in five minutes, the same again, and one that ends in an hour. */
  async #clientAssertions(browser: HarRecorder): Promise<void> {
    const assertion = (seconds: number) =>
      new SignJWT({ jti: randomUUID() })
        .setProtectedHeader({ alg: "RS512", typ: "JWT" })
        .setIssuer("key")
        .setSubject("key")
        .setAudience(`${this.#issuer}/access_token`)
        .setExpirationTime(`${seconds} seconds`)
        .sign(privateKey);
    const short = await assertion(60);
    for (const one of [short, short, await assertion(300), await assertion(3600)]) {
      const { code } = await this.#signIn(browser, "two-roles", { scope: "openid", client_id: "key" });
      await browser.form(`${this.#issuer}/access_token`, {
        ...{ grant_type: "authorization_code", code: code || "none", redirect_uri: redirectUri, client_id: "key" },
        code_verifier: verifier,
        client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        client_assertion: one,
      });
    }
  }

  /** The client's requests go where CIS2 really listens. */
  readonly fetch = (input: Parameters<typeof fetch>[0], init: RequestInit = {}): Promise<Response> => {
    const url = String(input instanceof Request ? input.url : input);
    const headers = new Headers(init.headers);
    headers.set("x-forwarded-host", new URL(origin).host);
    headers.set("x-forwarded-proto", "https");
    return fetch(url.replace(origin, this.#embedded.cis2.listeners.internet), { ...init, headers });
  };

  /** The client's own call, told as the recording of one would have it. */
  async #unlock(): Promise<void> {
    const issued = await this.#embedded.issueCard("six-roles", "piv");
    const readers = new InProcessReaders();
    readers.addReader("R");
    readers.insert("R", issued.card);
    let body: unknown;
    try {
      const { fetch: recorded } = this;
      body = await requestSecurityCode({ readers, authority: origin, fetch: recorded });
    } catch (error) {
      if (!isTestkitError(error)) throw error;
      body = { error: { code: error.code } };
    }
    this.#recorder.entries.push({
      startedDateTime: new Date().toISOString(),
      request: { method: "POST", url: `${origin}/card-services/security-code`, headers: [] },
      response: { status: 200, headers: [], content: { text: JSON.stringify(body) } },
    });
  }

  async #logoutTokens(): Promise<Claims[]> {
    const session = this.#embedded.cis2.journal.entries.flatMap((entry) =>
      entry.type === "request" && entry.endpoint === "token" ? (entry.issued ?? []) : [],
    );
    const { sub, sid } = session[0] as { sub: string; sid?: string };
    const { cis2 } = this.#embedded;
    const logout = { clientId: "post", uri: this.#logout.uri, sub, sid, issuer: cis2.networks.internet.issuer };
    const delivered = await deliveredTwice(cis2.logout, this.#logout, logout);
    for (const { at, body } of delivered) {
      this.#recorder.entries.push({
        startedDateTime: new Date(at).toISOString(),
        request: { method: "POST", url: "https://system.example/logout", headers: [], postData: { text: body } },
        response: { status: 500, headers: [], content: {} },
      });
    }
    const [one] = delivered;
    const claims = claimsOf(new URLSearchParams(one?.body ?? "").get("logout_token"));
    return claims ? [claims] : [];
  }
}
