import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { createRemoteJWKSet, jwtVerify } from "jose";
import * as client from "openid-client";
import type { RelyingPartyTargetInput } from "../configuration.ts";

/** What a relying party of the tests leaves out. */
export type Omission =
  "state" | "authentication time" | "assurance" | "roles" | "logout token's issuer" | "idle limit" | "new session";

interface Session {
  readonly sub: string;
  readonly sid: unknown;
  readonly role: string;
  readonly began: number;
  lastSeen: number;
}

const clientId = "100000000001.apps.national";
const clientSecret = "a secret of the tests";
const scope = "openid profile nationalrbacaccess selectedrole";
const [idleMs, absoluteMs, cacheMs] = [15 * 60_000, 12 * 3_600_000, 300_000];

/** As small as a relying party can be that passes every module. */
export class SmallRelyingParty {
  readonly #server: Server;
  readonly #omits: ReadonlySet<Omission>;
  readonly #sessions = new Map<string, Session>();
  readonly #signIns = new Map<string, { state: string; nonce: string; verifier: string }>();
  readonly #usedTokens = new Set<string>();
  #cached: { readonly at: number; readonly configuration: client.Configuration } | undefined;
  #clockMs = 0;
  #issuer = "";

  private constructor(server: Server, omissions: readonly Omission[]) {
    this.#server = server;
    this.#omits = new Set(omissions);
    server.on("request", (request: IncomingMessage, response: ServerResponse) => {
      this.#answer(request, response).catch(() => {
        respond(response, 403, "<p>Signing in did not work. <a href='/sign-in'>Try again</a></p>");
      });
    });
  }

  static async start(...omissions: Omission[]): Promise<SmallRelyingParty> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new SmallRelyingParty(server, omissions);
  }

  /** Told once the fake CIS2 is there, whose port is only then known. */
  useIssuer(issuer: string): void {
    this.#issuer = issuer;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** As the configuration file would describe it. */
  get target(): RelyingPartyTargetInput {
    return {
      startUrl: `${this.origin}/sign-in`,
      sessionUrl: `${this.origin}/`,
      signedIn: { selector: "#person" },
      signedOut: { text: "Nobody is signed in" },
      signOut: { click: "Sign out" },
      roleShown: { selector: "#role" },
      advanceClockUrl: `${this.origin}/clock`,
      clientId,
      clientSecret,
      redirectUris: [`${this.origin}/callback`],
      backchannelLogoutUri: `${this.origin}/logout`,
      scopes: scope.split(" "),
      cis2: { port: 0 },
    };
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", this.origin);
    const id = /\bsession=([\w-]+)/.exec(request.headers.cookie ?? "")?.[1] ?? "";
    switch (url.pathname) {
      case "/sign-in":
        return this.#begin(response);
      case "/callback":
        return this.#finish(url, id, response);
      case "/sign-out":
        this.#sessions.delete(id);
        return void response.writeHead(303, { location: "/" }).end();
      case "/clock":
        this.#clockMs += 1000 * (JSON.parse(await text(request)) as { advanceSeconds: number }).advanceSeconds;
        return void response.writeHead(204).end();
      case "/logout":
        return this.#logOut(new URLSearchParams(await text(request)).get("logout_token") ?? "", response);
      default:
        this.#show(this.#session(id), response);
    }
  }

  #show(session: Session | undefined, response: ServerResponse): void {
    if (!session) {
      respond(response, 200, "<p>Nobody is signed in</p>");
      return;
    }
    const out = '<form method="post" action="/sign-out"><button>Sign out</button></form>';
    respond(response, 200, `<p id="person">${session.sub}</p><p id="role">${session.role}</p>${out}`);
  }

  get #now(): number {
    return Date.now() + this.#clockMs;
  }

  #session(id: string): Session | undefined {
    const session = this.#sessions.get(id);
    if (!session) return undefined;
    const isIdle = !this.#omits.has("idle limit") && this.#now - session.lastSeen > idleMs;
    if (isIdle || this.#now - session.began > absoluteMs) return undefined;
    session.lastSeen = this.#now;
    return session;
  }

  async #configuration(): Promise<client.Configuration> {
    if (!this.#cached || Math.abs(this.#now - this.#cached.at) > cacheMs) {
      const authentication = client.ClientSecretPost(clientSecret);
      const configuration = await client.discovery(new URL(this.#issuer), clientId, undefined, authentication, {
        // eslint-disable-next-line @typescript-eslint/no-deprecated -- on loopback there is no TLS
        execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks],
      });
      this.#cached = { at: this.#now, configuration };
    }
    return this.#cached.configuration;
  }

  async #begin(response: ServerResponse): Promise<void> {
    const one = { state: client.randomState(), nonce: client.randomNonce(), verifier: client.randomPKCECodeVerifier() };
    const id = randomUUID();
    this.#signIns.set(id, one);
    const to = client.buildAuthorizationUrl(await this.#configuration(), {
      redirect_uri: `${this.origin}/callback`,
      scope,
      prompt: "login",
      state: one.state,
      nonce: one.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(one.verifier),
      code_challenge_method: "S256",
    });
    response.writeHead(303, { location: to.href, "set-cookie": `session=${id}; HttpOnly; Path=/` }).end();
  }

  async #finish(url: URL, id: string, response: ServerResponse): Promise<void> {
    const begun = this.#signIns.get(id);
    if (!this.#omits.has("new session")) this.#signIns.delete(id);
    if (!begun) throw new Error("no sign-in was begun in this browser");
    const configuration = await this.#configuration();
    const tokens = await client.authorizationCodeGrant(configuration, url, {
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- it is to be wrong
      expectedState: this.#omits.has("state") ? client.skipStateCheck : begun.state,
      expectedNonce: begun.nonce,
      pkceCodeVerifier: begun.verifier,
      idTokenExpected: true,
      ...(this.#omits.has("authentication time") ? {} : { maxAge: 300 }),
    });
    const claims = tokens.claims() ?? ({} as client.IDToken);
    const levels = [claims["id_assurance_level"], claims["authentication_assurance_level"]].map(Number);
    if (!this.#omits.has("assurance") && !levels.every((level) => level >= 3))
      throw new Error("the assurance is too low");
    const userinfo = await client.fetchUserInfo(configuration, tokens.access_token, claims.sub);
    const roles = (userinfo["nhsid_nrbac_roles"] ?? []) as { person_roleid: string }[];
    const role = roles.find(({ person_roleid }) => person_roleid === claims["selected_roleid"]);
    if (!role && !this.#omits.has("roles")) throw new Error("the role is not known");
    const session = { sub: claims.sub, sid: claims["sid"], role: role?.person_roleid ?? "none" };
    const newId = this.#omits.has("new session") ? id : randomUUID();
    this.#sessions.set(newId, { ...session, began: this.#now, lastSeen: this.#now });
    response.writeHead(303, { location: "/", "set-cookie": `session=${newId}; HttpOnly; Path=/` }).end();
  }

  async #logOut(token: string, response: ServerResponse): Promise<void> {
    try {
      const keys = createRemoteJWKSet(new URL(`${this.#issuer}/connect/jwk_uri`));
      const { payload } = await jwtVerify(token, keys, {
        audience: clientId,
        algorithms: ["RS256"],
        maxTokenAge: 300,
        ...(this.#omits.has("logout token's issuer") ? {} : { issuer: this.#issuer }),
      });
      const { sub, sid, jti = "", events, nonce } = payload;
      const isLogout = Object.hasOwn(Object(events) as object, "http://schemas.openid.net/event/backchannel-logout");
      if (!isLogout || nonce !== undefined || this.#usedTokens.has(jti)) throw new Error("not a logout token");
      if (sub === undefined && sid === undefined) throw new Error("it is about nobody");
      this.#usedTokens.add(jti);
      for (const [id, session] of this.#sessions) {
        if (session.sub === sub && (sid === undefined || session.sid === sid)) this.#sessions.delete(id);
      }
      response.writeHead(200).end();
    } catch {
      response.writeHead(400).end();
    }
  }
}

function respond(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { "content-type": "text/html" });
  response.end(`<title>Small</title><body>${body}</body>`);
}
