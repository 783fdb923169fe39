import { systemClock } from "../../src/foundation/clock.ts";
import { listenForApiPlatform } from "../../src/fake-api-platform/index.ts";
import { announce } from "../measure/service.ts";
import type { ExchangeKeys } from "./exchange-request.ts";

// The fake API platform with one app: `exchange-process.ts <keys as JSON>`.
const { app, issuer, issuerKeys } = JSON.parse(process.argv[2] ?? "") as ExchangeKeys;
const listening = await listenForApiPlatform({ port: 0 });
const platform = await listening.serve({
  clock: systemClock,
  identityProviders: [{ issuer, jwksUri: issuerKeys, client: { id: "bench", secret: "made up" } }],
  apps: [
    {
      ...{ name: "Bench", key: "bench", secret: "made-up-secret" },
      scopes: ["urn:nhsd:apim:user-nhs-cis2:aal3:one"],
      jwks: { keys: [app] },
    },
  ],
});
announce({ token: `${platform.origin}/oauth2/token` });
