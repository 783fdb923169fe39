/** What the platform knows of one sign-in, from the exchange to the last token refreshed from it. */
export interface Grant {
  readonly id: string;
  /** The key of the app. */
  readonly app: string;
  readonly scopes: readonly string[];
  /** Of the ID token. */
  readonly claims: Readonly<Record<string, unknown>>;
  readonly pattern: "separate" | "combined";
  /** CIS2's own access token, by which userinfo is asked for. */
  readonly externalAccessToken?: string;
  /** Milliseconds since the epoch. */
  readonly firstIssued: number;
}

export interface AccessTokenRecord {
  readonly grant: string;
  readonly expiresAt: number;
}

export interface RefreshTokenRecord {
  readonly grant: string;
  readonly expiresAt: number;
  /** How often the grant was refreshed before this token was issued. */
  readonly count: number;
  /** The access token issued with it, as its entry is named. */
  readonly accessToken: string;
}

/** Numbers as text, as Apigee writes them. */
export interface IssuedTokens {
  readonly accessToken: string;
  readonly expiresIn: string;
  readonly refreshToken: string;
  readonly refreshTokenExpiresIn: string;
  readonly refreshCount: string;
}

export interface TokenLives {
  readonly accessTokenMs: number;
  readonly refreshTokenMs: number;
}
