import { createHash, generateKeyPairSync, randomUUID } from "node:crypto";
import { SignJWT } from "jose";
import { authenticate, fixedPasscode } from "../../client/index.ts";
import type { RelyingPartyInput } from "../../fake-cis2/index.ts";
import type { EmbeddedCis2 } from "../../harness/index.ts";
import { InProcessReaders } from "../../virtual-card/index.ts";
import { parsed } from "../evidence/read-claims.ts";
import type { HarRecorder } from "./har-recorder.ts";

/** Where the CIS2 is, as it says. */
export const origin = "https://cis2.example";
const redirectUri = "https://system.example/callback";
const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const secret = "a-secret-of-the-probe";
const verifier = "a-code-verifier-of-the-probe-which-is-long-enough";
const challenge = createHash("sha256").update(verifier).digest("base64url");

/** The relying parties as which the probe signs in: by a secret, with userinfo that is signed, and by a key. */
export function relyingPartiesOf(backchannelLogoutUri: string): RelyingPartyInput[] {
  const party = { name: "Probe", redirectUris: [redirectUri] as [string] };
  return [
    { ...party, clientId: "post", clientSecret: secret, backchannelLogoutUri },
    { ...party, clientId: "signed", clientSecret: secret, userinfoSignedResponseAlg: "RS256" },
    {
      ...party,
      clientId: "key",
      tokenEndpointAuthMethod: "private_key_jwt",
      jwks: { keys: [{ ...publicKey.export({ format: "jwk" }), kty: "RSA" }] },
    },
  ];
}

/** What a relying party and the browsers of its people do at a CIS2, recorded. */
export class ProbeRelyingParty {
  readonly #embedded: EmbeddedCis2;
  readonly #issuer: string;

  constructor(embedded: EmbeddedCis2, issuer: string) {
    this.#embedded = embedded;
    this.#issuer = issuer;
  }

  authorization(parameters: Record<string, string>): string {
    const request = { response_type: "code", client_id: "post", state: randomUUID(), redirect_uri: redirectUri };
    const query = new URLSearchParams({ ...request, code_challenge: challenge, ...parameters });
    if (query.has("code_challenge", challenge)) query.set("code_challenge_method", "S256");
    for (const [name, value] of [...query]) if (value === "") query.delete(name);
    return `${this.#issuer}/authorize?${query.toString()}`;
  }

  /** Resolves to the code; to "" if there is none. */
  async signIn(
    browser: HarRecorder,
    persona: string,
    parameters: Record<string, string>,
    kind: "smartcard-connect" | "identity-agent" = "smartcard-connect",
  ): Promise<{ code: string; client: string }> {
    const client = parameters["client_id"] ?? "post";
    let at = await browser.follow(this.authorization(parameters), redirectUri);
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

  async redeem(
    browser: HarRecorder,
    { code, client }: { code: string; client: string },
    how: { grant?: "twice"; basic?: boolean; origin?: boolean } = {},
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
  async sendClientAssertions(browser: HarRecorder): Promise<void> {
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
      const { code } = await this.signIn(browser, "two-roles", { scope: "openid", client_id: "key" });
      await browser.form(`${this.#issuer}/access_token`, {
        ...{ grant_type: "authorization_code", code: code || "none", redirect_uri: redirectUri, client_id: "key" },
        code_verifier: verifier,
        client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        client_assertion: one,
      });
    }
  }
}
