import type { RelyingPartyOptions } from "../../src/harness/index.ts";
import type { NetworkName, RelyingPartyInput } from "../../src/fake-cis2/index.ts";
import { openKeyStore } from "../../src/pki/index.ts";

const clientId = "100000000001.apps.national";
const name = "Emulated Clinical System";
const redirectUri = "http://127.0.0.1/callback";
const secret = "a secret of the features";

/** The system the person wants to use: a relying party, as the scenario describes it. */
export class RelyingPartySetup {
  readonly #networks: NetworkName[] = ["internet", "hscn"];
  #registered = false;
  scope = "openid profile nationalrbacaccess associatedorgs selectedrole";
  pkce = true;
  /** What it asks for by acr_values; nothing unless a scenario says so. */
  acrValues: string | undefined;
  #authentication: RelyingPartyOptions["authentication"] = { method: "client_secret_post", secret };
  #jwk: { kty: string } | undefined;

  onlyOn(network: NetworkName): void {
    this.#mayChange();
    this.#networks.splice(0, Infinity, network);
  }

  async authenticateWith(method: RelyingPartyOptions["authentication"]["method"]): Promise<void> {
    this.#mayChange();
    if (method !== "private_key_jwt") {
      this.#authentication = { method, secret };
      return;
    }
    const { privateKey, publicKey } = await openKeyStore().keyPair("features-relying-party", "rsa-2048");
    // RS512, as NHS relying parties sign their assertions.
    const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-512" };
    this.#authentication = { method, privateKey: privateKey.toCryptoKey(algorithm, false, ["sign"]) };
    this.#jwk = { ...publicKey.export({ format: "jwk" }), kty: "RSA" };
  }

  /** As CIS2 registers it. */
  get registration(): RelyingPartyInput {
    this.#registered = true;
    return {
      clientId,
      name,
      redirectUris: [redirectUri],
      networks: this.#networks,
      tokenEndpointAuthMethod: this.#authentication.method,
      ...("secret" in this.#authentication ? { clientSecret: this.#authentication.secret } : {}),
      ...(this.#jwk === undefined ? {} : { jwks: { keys: [this.#jwk] }, tokenEndpointAuthSigningAlg: "RS512" }),
    };
  }

  /** As its own code is set up. */
  get options(): Omit<RelyingPartyOptions, "issuer"> {
    return {
      clientId,
      redirectUri,
      authentication: this.#authentication,
      scope: this.scope,
      pkce: this.pkce,
      ...(this.acrValues === undefined ? {} : { acrValues: this.acrValues }),
      prompt: "login",
    };
  }

  /** A step that comes too late would change nothing, and its scenario would test something else than it says. */
  #mayChange(): void {
    if (this.#registered) throw new TypeError("the system is registered already: describe it before the card");
  }
}
