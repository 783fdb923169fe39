import { requestSecurityCode } from "../../client/index.ts";
import { loadPersonas, type SettingsInput } from "../../fake-cis2/index.ts";
import { type EmbeddedCis2, startEmbeddedCis2 } from "../../harness/index.ts";
import { isTestkitError } from "../../foundation/errors/testkit-error.ts";
import { InProcessReaders } from "../../virtual-card/index.ts";
import type { Claims, Evidence } from "../evidence/evidence.ts";
import { claimsOf, parsed } from "../evidence/read-claims.ts";
import { exchangeOf } from "../har/exchange.ts";
import { HarRecorder } from "./har-recorder.ts";
import { origin, ProbeRelyingParty, relyingPartiesOf } from "./probe-relying-party.ts";
import { deliveredTwice, type LogoutServer, refusingServer } from "./refusing-server.ts";

const scopes = "openid profile email nhsperson nationalrbacaccess associatedorgs selectedrole";

/** Everything that somebody can find out about a fake CIS2 with the settings: sign-ins, mistakes and a logout, recorded. */
export async function probe(settings: SettingsInput): Promise<Evidence> {
  const logoutServer = await refusingServer();
  const relyingParties = relyingPartiesOf(logoutServer.uri);
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
    await this.#recorder.send(`${this.#issuer}/.well-known/openid-configuration`);
    await this.#recorder.send(`${this.#issuer}/connect/jwk_uri`);
    const browser = this.#recorder;
    const party = new ProbeRelyingParty(this.#embedded, this.#issuer);
    // A person with everything, twice in one browser, and by signed userinfo.
    const all = { scope: scopes, acr_values: "AAL3_ANY", nonce: "probe-nonce" };
    const first = await party.signIn(browser, "two-roles", all);
    await party.redeem(browser, first, { grant: "twice" });
    await party.signIn(browser, "two-roles", { ...all, prompt: "login" });
    // In the same session: scopes one by one, and mistakes.
    for (const scope of ["openid profile", "openid nhsperson", "openid associatedorgs", "openid nationalrbacaccess"]) {
      await party.redeem(browser, await party.signIn(browser, "two-roles", { scope }));
    }
    await party.redeem(
      browser,
      await party.signIn(browser, "two-roles", { scope: "openid organisationalmemberships" }),
    );
    await party.redeem(browser, await party.signIn(browser, "two-roles", { scope: "openid", acr_values: "AAL2_TOTP" }));
    await party.redeem(
      browser,
      await party.signIn(browser, "two-roles", { scope: "openid nhsperson", client_id: "signed" }),
    );
    await party.redeem(browser, await party.signIn(browser, "two-roles", { scope: "openid" }), { basic: true });
    await party.redeem(browser, await party.signIn(browser, "two-roles", { scope: "openid" }), { origin: true });
    const waiting = await party.signIn(browser, "two-roles", { scope: "openid" });
    // A code lives by the wall clock, which no test moves: docs/decisions/0002-two-clocks.md.
    await new Promise((resolve) => setTimeout(resolve, 1600));
    await party.redeem(browser, waiting);
    await party.sendClientAssertions(browser);
    await party.redeem(browser, await party.signIn(browser, "two-roles", { scope: "oidc profile" }));
    await party.signIn(browser, "two-roles", { scope: "openid", code_challenge: "" });
    await browser.send(party.authorization({ scope: "openid", redirect_uri: "" }), {
      headers: { accept: "text/html" },
    });
    // Others, each in their own browser.
    for (const [persona, more] of [
      ["no-role", { scope: "openid nationalrbacaccess selectedrole" }],
      ["expiring-certificate", { scope: "openid" }],
      ["one-role", { scope: "openid" }],
    ] as const) {
      const other = browser.anotherBrowser();
      await party.redeem(other, await party.signIn(other, persona, more));
    }
    const agent = browser.anotherBrowser();
    await party.redeem(agent, await party.signIn(agent, "five-roles", { scope: "openid" }, "identity-agent"));
    await this.#unlock();
    const logoutTokens = await this.#logoutTokens();
    const exchanges = browser.entries.flatMap((entry) => exchangeOf(entry) ?? []);
    const json = (suffix: string) => parsed(exchanges.find(({ url }) => url.pathname.endsWith(suffix))?.body ?? "");
    const document = json("/openid-configuration") as Record<string, unknown>;
    const { keys } = json("/connect/jwk_uri") as { keys: Record<string, unknown>[] };
    const url = `${this.#issuer}/.well-known/openid-configuration`;
    return { discovery: { url, document }, keys, samples: [], logoutTokens, exchanges };
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
