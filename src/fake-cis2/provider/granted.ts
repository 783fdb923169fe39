import type { Grant, KoaContextWithOIDC, Provider } from "oidc-provider";
import type { Authenticator } from "../sign-in/authenticators.ts";

/** What the tokens under a grant tell besides the provider's own: of the state there is a hash. */
export interface Granted {
  readonly role?: string;
  readonly state?: string;
  readonly authenticator: Authenticator;
}

/** Has the provider keep with a grant what its tokens will tell. */
export function keepGranted({ Grant }: Provider): void {
  Object.defineProperty(Grant, "IN_PAYLOAD", { value: [...Grant.IN_PAYLOAD, "granted"] });
}

/** What is kept with the grant of a request for tokens or userinfo. */
export function grantedOf({ oidc }: KoaContextWithOIDC): Granted | undefined {
  const grant: (Grant & { readonly granted?: Granted }) | undefined = oidc.entities.Grant;
  return grant?.granted;
}
