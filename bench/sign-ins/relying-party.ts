/** The relying party of the benchmark, known to the fake CIS2; oauth2-mock-server takes any. */
export const redirectUri = "http://127.0.0.1:9/callback";
export const party = { clientId: "bench", name: "Bench", clientSecret: "bench-secret", redirectUris: [redirectUri] };
