/** How long, in milliseconds, a caller may take to send a request, and how many may be connected. Answers may take longer. */
export interface HttpLimits {
  readonly handshakeTimeout: number;
  readonly headersTimeout: number;
  readonly requestTimeout: number;
  /** How often requests under way are looked at. */
  readonly connectionsCheckingInterval: number;
  readonly maxConnections: number;
}

/** Of every server. Callers that send a byte now and then would otherwise hold their connections for minutes. */
export const httpLimits: HttpLimits = {
  handshakeTimeout: 20_000,
  headersTimeout: 20_000,
  requestTimeout: 60_000,
  connectionsCheckingInterval: 5_000,
  maxConnections: 10_000,
};
