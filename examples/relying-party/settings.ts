import { z } from "zod";

const words = z.string().transform((text) => text.split(" ").filter((word) => word !== ""));

const environment = z
  .object({
    /** As its discovery document has it, port and all: the `iss` of every token is compared with it. */
    CIS2_ISSUER: z.url(),
    CLIENT_ID: z.string().min(1),
    /** A file with the private key, PEM (PKCS #8). Without it and a secret, a key is made at each start. */
    CLIENT_KEY_FILE: z.string().min(1).optional(),
    /** For client_secret_post, in place of private_key_jwt. */
    CLIENT_SECRET: z.string().min(1).optional(),
    HOST: z.string().default("127.0.0.1"),
    PORT: z.coerce.number().int().min(1).max(65_535).default(3000),
    /** For TLS without a proxy: the certificate with its chain, and its key, PEM. */
    TLS_CERTIFICATE_FILE: z.string().min(1).optional(),
    TLS_KEY_FILE: z.string().min(1).optional(),
    /** The origin people and CIS2 know it by. */
    BASE_URL: z.url().optional(),
    SCOPE: words.default(["openid", "profile", "nationalrbacaccess", "selectedrole"]),
    ACR_VALUES: words.default(["AAL3_ANY"]),
    MINIMUM_AUTHENTICATION_ASSURANCE: z.coerce.number().int().default(3),
    MINIMUM_IDENTITY_ASSURANCE: z.coerce.number().int().default(3),
    /** The NHS API platform, and how it knows this system: the key of the app and its secret. */
    API_PLATFORM_URL: z.url().optional(),
    API_KEY: z.string().default("example-system"),
    API_SECRET: z.string().default(""),
    /** Serves `POST /test/clock`, by which a test lets time pass. Never in production. */
    TEST_CLOCK: z.stringbool().default(false),
  })
  .refine(
    ({ TLS_CERTIFICATE_FILE: certificate, TLS_KEY_FILE: key }) => (certificate === undefined) === (key === undefined),
    {
      path: ["TLS_KEY_FILE"],
      message: "needs TLS_CERTIFICATE_FILE, and the other way round",
    },
  )
  .transform((given) => ({
    issuer: given.CIS2_ISSUER,
    clientId: given.CLIENT_ID,
    clientKeyFile: given.CLIENT_KEY_FILE,
    clientSecret: given.CLIENT_SECRET,
    host: given.HOST,
    port: given.PORT,
    tlsCertificateFile: given.TLS_CERTIFICATE_FILE,
    tlsKeyFile: given.TLS_KEY_FILE,
    baseUrl: new URL(given.BASE_URL ?? `${given.TLS_KEY_FILE ? "https" : "http"}://localhost:${given.PORT}`).origin,
    scope: given.SCOPE,
    acrValues: given.ACR_VALUES,
    minimumAuthenticationAssurance: given.MINIMUM_AUTHENTICATION_ASSURANCE,
    minimumIdentityAssurance: given.MINIMUM_IDENTITY_ASSURANCE,
    apiPlatformUrl: given.API_PLATFORM_URL,
    apiKey: given.API_KEY,
    apiSecret: given.API_SECRET,
    testClock: given.TEST_CLOCK,
  }));

export type Settings = z.infer<typeof environment>;

/** Throws with a list of what is missing or wrong. */
export function readSettings(variables: Readonly<Record<string, string | undefined>>): Settings {
  const result = environment.safeParse(variables);
  if (result.success) return result.data;
  throw new Error(`The environment is not right:\n${z.prettifyError(result.error)}`);
}
