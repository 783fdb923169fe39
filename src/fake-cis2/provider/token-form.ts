import { createHash } from "node:crypto";
import { CompactSign, type JWTPayload } from "jose";
import type { JWK, Provider } from "oidc-provider";
import type { Settings } from "../settings/settings.ts";
import { sessionId } from "./grants.ts";
import { keyFor, privateKeyOf, signingAlgorithms, type SigningAlgorithm } from "./signing-keys.ts";

/** What of the provider's class for ID tokens and signed userinfo is used here; its types do not have it. */
interface TokenUnderWay {
  readonly client: {
    readonly clientId: string;
    readonly idTokenSignedResponseAlg: SigningAlgorithm;
    readonly userinfoSignedResponseAlg: SigningAlgorithm;
  };
  payload(): Promise<JWTPayload & Record<string, unknown>>;
}

interface IssueOptions {
  readonly use: string;
  /** Seconds since 1970. */
  readonly expiresAt?: number | null;
}

type Issue = (this: TokenUnderWay, options: IssueOptions) => Promise<string>;

const hashClaims = ["at_hash", "c_hash", "s_hash"];

/**
 * Gives ID tokens and signed userinfo the form of CIS2's, which the provider has no options for: typ in the header, the
 * algorithm of the setting or of the relying party, and signed userinfo without aud.
 */
export function formTokens(provider: Provider, keys: readonly JWK[], settings: Settings): void {
  const prototype = (provider as unknown as { IdToken: { prototype: { issue: Issue } } }).IdToken.prototype;
  const issueAsProvider = prototype.issue;
  const signers = new Map(
    signingAlgorithms.map((alg) => {
      const jwk = keyFor(keys, alg);
      return [alg, { kid: jwk.kid ?? "", key: privateKeyOf(jwk) }];
    }),
  );
  prototype.issue = async function issue(options) {
    if (options.use === "idtoken") return idToken(this, options);
    if (options.use === "userinfo") return signedUserinfo(this, options);
    return issueAsProvider.call(this, options);
  };

  async function idToken(token: TokenUnderWay, { expiresAt }: IssueOptions): Promise<string> {
    const alg = token.client.idTokenSignedResponseAlg;
    const claims = await token.payload();
    for (const name of hashClaims) {
      const value = claims[name];
      if (typeof value === "string") claims[name] = halfHash(value, alg);
    }
    const { sid } = claims;
    if (typeof sid === "string") claims["sid"] = sessionId(sid, settings);
    const iat = now();
    const exp = expiresAt ?? iat + settings.idTokenLifetime;
    const typ = settings.idTokenType === "JWT" ? { typ: "JWT" } : {};
    return sign({ ...claims, aud: token.client.clientId, iss: provider.issuer, exp, iat }, alg, typ);
  }

  async function signedUserinfo(token: TokenUnderWay, { expiresAt }: IssueOptions): Promise<string> {
    const alg = token.client.userinfoSignedResponseAlg;
    const audience = settings.signedUserinfoAudience ? { aud: token.client.clientId } : {};
    const end = expiresAt ? { exp: expiresAt } : {};
    return sign({ ...(await token.payload()), ...audience, iss: provider.issuer, ...end, iat: now() }, alg, {});
  }

  function sign(claims: JWTPayload, alg: SigningAlgorithm, header: { typ?: string }): Promise<string> {
    const signer = signers.get(alg);
    if (!signer) throw new TypeError(`there is no ${alg} signing key`);
    return new CompactSign(Buffer.from(JSON.stringify(claims)))
      .setProtectedHeader({ ...header, alg, kid: signer.kid })
      .sign(signer.key);
  }
}

/** The left half of the hash that goes with the algorithm (OpenID Connect Core 3.1.3.6 and 3.3.2.11). */
function halfHash(value: string, alg: SigningAlgorithm): string {
  const digest = createHash(alg === "RS512" ? "sha512" : "sha256")
    .update(value)
    .digest();
  return digest.toString("base64url", 0, digest.length / 2);
}

function now(): number {
  return Math.floor(Date.now() / 1000);
}
