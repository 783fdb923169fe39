import type { JWTPayload } from "jose";

/** A logout token before it is signed. */
export interface LogoutTokenDraft {
  readonly claims: JWTPayload;
  readonly header: { readonly alg: string; readonly typ: string; readonly kid?: string };
  /** What becomes of its signature; "public key" is HS256 with the published key, as PEM, for a secret. */
  readonly signature: "right" | "bit-flipped" | "foreign" | "none" | "public key";
}

interface LogoutFault {
  readonly summary: string;
  readonly change: (draft: LogoutTokenDraft) => LogoutTokenDraft;
}

const hour = 3600;

function claims(summary: string, change: (claims: JWTPayload) => JWTPayload): LogoutFault {
  return { summary, change: (draft) => ({ ...draft, claims: change(draft.claims) }) };
}

/** Ways a logout token can be wrong that a relying party has to refuse (Back-Channel Logout 1.0, section 2.6). */
export const logoutFaults = {
  "wrong-issuer": claims("iss is another issuer", (all) => ({ ...all, iss: "https://issuer.invalid" })),
  "wrong-audience": claims("aud is another relying party", (all) => ({ ...all, aud: "000000000000.apps.national" })),
  "missing-events": claims("events is left out", ({ events: _, ...all }) => all),
  "wrong-events": claims("events names another event", (all) => ({ ...all, events: { "https://event.invalid": {} } })),
  "events-no-object": claims("events is a string", (all) => ({
    ...all,
    events: Object.keys(all["events"] as object).join(),
  })),
  "missing-issuer": claims("iss is left out", ({ iss: _, ...all }) => all),
  "missing-audience": claims("aud is left out", ({ aud: _, ...all }) => all),
  "missing-issued-at": claims("iat is left out", ({ iat: _, ...all }) => all),
  "missing-id": claims("jti is left out", ({ jti: _, ...all }) => all),
  "issuer-other-case": claims("iss is the issuer with its last part in capital letters", (all) => ({
    ...all,
    iss: (all.iss ?? "").replace(/[^/]+$/, (last) => last.toUpperCase()),
  })),
  "issuer-trailing-slash": claims("iss is the issuer with an extra slash at the end", (all) => ({
    ...all,
    iss: `${all.iss ?? ""}/`,
  })),
  "with-nonce": claims("there is a nonce, as in an ID token", (all) => ({ ...all, nonce: "a-nonce" })),
  stale: claims("iat is two hours ago", (all) => ({ ...all, iat: (all.iat ?? 0) - 2 * hour })),
  expired: claims("exp is an hour ago", (all) => ({ ...all, exp: (all.iat ?? 0) - hour })),
  "no-subject": claims("there is neither sub nor sid", ({ sub: _sub, sid: _sid, ...all }) => all),
  "bad-signature": { summary: "one bit of the signature is changed", change: signed("bit-flipped") },
  "foreign-signature": {
    summary: "the kid is of a published key, but another key signed the token",
    change: signed("foreign"),
  },
  "public-key-as-secret": {
    summary: "alg is HS256, and the secret is the published public key as PEM",
    change: signed("public key"),
  },
  "other-algorithm": {
    summary: "alg is RS512 instead of RS256, or the other way round",
    change: (draft) => ({
      ...draft,
      header: { ...draft.header, alg: draft.header.alg === "RS512" ? "RS256" : "RS512" },
    }),
  },
  "algorithm-none": { summary: "alg is none, and there is no signature", change: signed("none") },
} satisfies Record<string, LogoutFault>;

export type LogoutFaultName = keyof typeof logoutFaults;
export const logoutFaultNames = Object.keys(logoutFaults) as [LogoutFaultName, ...LogoutFaultName[]];

function signed(signature: LogoutTokenDraft["signature"]): LogoutFault["change"] {
  return (draft) => ({ ...draft, signature });
}
