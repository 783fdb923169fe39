/** An issuer of ID tokens that the platform accepts. Only the issuer itself is compared with `iss`. */
export interface IdentityProvider {
  readonly issuer: string;
  /** Where its discovery document is. Default: below the issuer. */
  readonly discovery?: string | undefined;
  /** Where its keys are. Default: as its discovery document says. */
  readonly jwksUri?: string | undefined;
  /** How the platform itself is registered there, for the combined pattern. */
  readonly client?: { readonly id: string; readonly secret: string } | undefined;
}
