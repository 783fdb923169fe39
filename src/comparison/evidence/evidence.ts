import type { Json } from "./json.ts";
import type { Exchange } from "../har/exchange.ts";

/** A token, or claims that came without one. */
export interface Claims {
  /** The JOSE header; undefined if the input was bare claims. */
  readonly header: Json | undefined;
  readonly claims: Json;
}

/** What belongs to one sign-in, as far as it was given. */
export interface Sample {
  /** Parameters of the authorization request. */
  readonly request?: Readonly<Record<string, string>> | undefined;
  readonly tokenResponse?: Json | undefined;
  readonly idToken?: Claims | undefined;
  readonly userinfo?: Claims | undefined;
}

/** All that a comparison has of the other CIS2. */
export interface Evidence {
  readonly discovery?: { readonly url: string; readonly document: Json } | undefined;
  readonly keys?: readonly Json[] | undefined;
  readonly samples: readonly Sample[];
  readonly logoutTokens: readonly Claims[];
  readonly exchanges: readonly Exchange[];
}

/** The granted scopes, as the token response or else the request names them. */
export function scopesOf({ tokenResponse, request }: Sample): ReadonlySet<string> | undefined {
  const scope = tokenResponse?.["scope"] ?? request?.["scope"];
  return typeof scope === "string" ? new Set(scope.split(" ").filter(Boolean)) : undefined;
}
