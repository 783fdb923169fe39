import { z } from "zod";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import { safeParse } from "../../foundation/safe-parse.ts";
import { text } from "../../foundation/text.ts";

const ascii = z
  .string()
  .max(200)
  .regex(/^[\x21-\x7e]+$/, "must be visible ASCII characters without blanks");
const httpUrl = z.url({ protocol: /^https?$/ });
const publicKey = z.looseObject({
  kty: z.string().describe("The type of the key: RSA or EC."),
  kid: z.string().min(1).describe("The id of the key. It must be the kid of the client assertions."),
});

/** An app as a developer registers it at the API platform. */
export const appSchema = z
  .strictObject({
    name: text.min(1).max(200).describe("The app's name."),
    key: ascii.describe("The API key. The app sends it as its client_id, and as iss and sub of its client assertions."),
    secret: ascii
      .optional()
      .describe(
        "The app's secret. The app needs it to refresh tokens. It also needs it if the platform signs people in for the app (the combined pattern).",
      ),
    jwks: z
      .strictObject({ keys: z.array(publicKey).min(1).describe("The keys as JWKs (RFC 7517).") })
      .optional()
      .describe("The app's public keys."),
    jwksUri: httpUrl
      .optional()
      .describe("The address of the app's public keys, instead of jwks. The address needs a path."),
    callbackUrl: httpUrl
      .optional()
      .describe("The address to which the browser returns with a code, in the combined pattern."),
    scopes: z
      .array(ascii)
      .default(["urn:nhsd:apim:user-nhs-cis2:aal3:hello-world", "urn:nhsd:apim:user-nhs-cis2:aal2:hello-world"])
      .describe("The scopes of the API products to which the app is subscribed. Each scope names one assurance level."),
    status: z.enum(["approved", "revoked"]).default("approved").describe("The platform refuses a revoked app."),
    subscribed: z
      .boolean()
      .default(true)
      .describe("Whether the app is subscribed to an API product. The platform refuses an app that is not subscribed."),
  })
  .refine(({ jwks, jwksUri }) => jwks === undefined || jwksUri === undefined, {
    path: ["jwksUri"],
    message: "give keys or their address, not both",
  });

export type App = z.infer<typeof appSchema>;
export type AppInput = z.input<typeof appSchema>;

/** Checks one app. Throws CONFIGURATION_INVALID, naming the field. */
export function parseApp(input: unknown): App {
  const result = safeParse(appSchema, input);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const setting = ["app", ...(issue?.path ?? [])].join(".");
  throw new TestkitError(
    "CONFIGURATION_INVALID",
    { setting, reason: issue?.message ?? "invalid" },
    { cause: result.error },
  );
}
