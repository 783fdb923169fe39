import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import * as client from "openid-client";
import type { RelyingPartyTargetInput } from "../configuration.ts";

/** What a relying party of the tests leaves out. */
export interface Omissions {
  readonly state?: boolean;
  readonly authenticationTime?: boolean;
}

const clientId = "100000000001.apps.national";
const clientSecret = "a secret of the tests";

/** As small as a relying party can be that is right in what the tests of the target look at. */
export class SmallRelyingParty {
  readonly #server: Server;
  readonly #omit: Omissions;
  readonly #sessions = new Map<string, string>();
  readonly #signIns = new Map<string, { state: string; nonce: string; verifier: string }>();
  #issuer = "";

  private constructor(server: Server, omit: Omissions) {
    this.#server = server;
    this.#omit = omit;
    server.on("request", (request: IncomingMessage, response: ServerResponse) => {
      this.#answer(request, response).catch(() => {
        response.writeHead(403, { "content-type": "text/html" }).end("<p>Signing in did not work</p>");
      });
    });
  }

  static async start(omit: Omissions = {}): Promise<SmallRelyingParty> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new SmallRelyingParty(server, omit);
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
      clientId,
      clientSecret,
      redirectUris: [`${this.origin}/callback`],
      scopes: ["openid", "profile", "nationalrbacaccess", "selectedrole"],
      cis2: { port: 0 },
    };
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", this.origin);
    const session = /\bsession=([\w-]+)/.exec(request.headers.cookie ?? "")?.[1] ?? "";
    if (url.pathname === "/sign-in") await this.#begin(response);
    else if (url.pathname === "/callback") await this.#finish(url, session, response);
    else if (url.pathname === "/sign-out") {
      this.#sessions.delete(session);
      response.writeHead(303, { location: "/" }).end();
    } else {
      const person = this.#sessions.get(session);
      const signedIn = `<p id="person">${person ?? ""}</p><form method="post" action="/sign-out"><button>Sign out</button></form>`;
      response.writeHead(200, { "content-type": "text/html" });
      response.end(
        `<title>Small</title><body>${person === undefined ? "<p>Nobody is signed in</p>" : signedIn}</body>`,
      );
    }
  }

  async #configuration(): Promise<client.Configuration> {
    return client.discovery(new URL(this.#issuer), clientId, undefined, client.ClientSecretPost(clientSecret), {
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- on loopback there is no TLS
      execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks],
    });
  }

  async #begin(response: ServerResponse): Promise<void> {
    const one = { state: client.randomState(), nonce: client.randomNonce(), verifier: client.randomPKCECodeVerifier() };
    const id = randomUUID();
    this.#signIns.set(id, one);
    const to = client.buildAuthorizationUrl(await this.#configuration(), {
      redirect_uri: `${this.origin}/callback`,
      scope: "openid profile nationalrbacaccess selectedrole",
      prompt: "login",
      state: one.state,
      nonce: one.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(one.verifier),
      code_challenge_method: "S256",
    });
    response.writeHead(303, { location: to.href, "set-cookie": `session=${id}; HttpOnly; Path=/` }).end();
  }

  async #finish(url: URL, session: string, response: ServerResponse): Promise<void> {
    const begun = this.#signIns.get(session);
    if (!begun) throw new Error("no sign-in was begun in this browser");
    const configuration = await this.#configuration();
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- it is to be wrong
    const state = this.#omit.state ? client.skipStateCheck : begun.state;
    const tokens = await client.authorizationCodeGrant(configuration, url, {
      expectedState: state,
      expectedNonce: begun.nonce,
      pkceCodeVerifier: begun.verifier,
      idTokenExpected: true,
      ...(this.#omit.authenticationTime ? {} : { maxAge: 300 }),
    });
    const sub = tokens.claims()?.sub ?? "";
    await client.fetchUserInfo(configuration, tokens.access_token, sub);
    this.#sessions.set(session, sub);
    response.writeHead(303, { location: "/" }).end();
  }
}
