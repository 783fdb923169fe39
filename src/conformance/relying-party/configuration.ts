import { z } from "zod";
import {
  clientAssertionAlgorithms,
  settingsSchema,
  signingAlgorithms,
  tokenEndpointAuthMethods,
} from "../../fake-cis2/index.ts";
import { apiPlatformTargetSchema } from "./api-platform/configuration.ts";

const httpUrl = z.url({ protocol: /^https?$/ });
const port = z.int().min(0).max(65_535);

const matcher = z
  .strictObject({
    url: z
      .string()
      .min(1)
      .optional()
      .describe("The page's address: its path (with or without the query), or the beginning of its URL."),
    text: z.string().min(1).optional().describe("A text on the page."),
    selector: z.string().min(1).optional().describe("A CSS selector that finds something on the page."),
  })
  .refine((one) => Object.keys(one).length > 0, "needs url, text or selector");

const driverNames = ["http", "browser", "hand"] as const;

/** What the target relying-party has to know of the system it tests. */
export const relyingPartyTargetSchema = z
  .strictObject({
    startUrl: httpUrl.describe("Where a person starts to sign in."),
    signInClicks: z
      .array(z.string().min(1))
      .default([])
      .describe("What the person then clicks, in this order: the texts of links or buttons, or CSS selectors."),
    sessionUrl: httpUrl
      .optional()
      .describe("A page that shows whether a person is signed in, and does not start a sign-in. Default: startUrl."),
    signedIn: matcher.describe(
      "How the page at sessionUrl looks while a person is signed in. Set url, text or selector. If you set several of them, the page must match all.",
    ),
    signedOut: matcher.describe(
      "How the page at sessionUrl looks while nobody is signed in. The run also decides that nobody is signed in if the page sends the browser to CIS2.",
    ),
    signOut: z
      .strictObject({
        url: httpUrl.optional().describe("An address that signs the person out when the browser opens it."),
        click: z.string().min(1).optional().describe("What the person clicks on the page at sessionUrl."),
      })
      .refine(({ url, click }) => (url === undefined) !== (click === undefined), "needs either url or click")
      .optional()
      .describe("How a person signs out. Set either url or click."),
    roleShown: z
      .strictObject({ selector: z.string().min(1).describe("A CSS selector that finds this place.") })
      .optional()
      .describe(
        "The place on the page at sessionUrl that shows the selected role by its id, organisation code or name.",
      ),
    changeRoleUrl: httpUrl.optional().describe("Where a person who is signed in starts to change their role."),
    stepUpUrl: httpUrl
      .optional()
      .describe(
        "If your system accepts AAL2 elsewhere: a page that needs AAL3. When a person opens this page, CIS2 must ask for the card.",
      ),
    clientId: z
      .string()
      .min(1)
      .default("100000000001.apps.national")
      .describe("The client id with which your system is set up."),
    clientSecret: z
      .string()
      .min(1)
      .optional()
      .describe("Your system's client secret. Leave it out if your system authenticates by private_key_jwt."),
    clientSecretEnvironment: z
      .string()
      .min(1)
      .optional()
      .describe("The environment variable that has the client secret, so that the secret is not in this file."),
    tokenEndpointAuthMethod: z
      .enum(tokenEndpointAuthMethods)
      .optional()
      .describe(
        "How your system authenticates at the token endpoint. Default: private_key_jwt if you set jwks or jwksUri, otherwise client_secret_post.",
      ),
    jwks: z
      .strictObject({
        keys: z
          .array(z.looseObject({ kty: z.string().describe("The type of the key: RSA or EC.") }))
          .min(1)
          .describe("The keys as JWKs (RFC 7517)."),
      })
      .optional()
      .describe("Your system's public keys, for private_key_jwt."),
    jwksUri: httpUrl.optional().describe("The address of your system's public keys, instead of jwks."),
    redirectUris: z.array(httpUrl).min(1).describe("The addresses to which CIS2 may send the browser back."),
    postLogoutRedirectUris: z
      .array(httpUrl)
      .default([])
      .describe("The addresses to which CIS2 may send the browser after signing out."),
    backchannelLogoutUri: httpUrl.optional().describe("The address at which your system receives logout tokens."),
    scopes: z
      .array(z.string().regex(/^\w+$/))
      .min(1)
      .describe("The scopes that your system needs. If it asks for another scope, a scenario fails."),
    acr: z
      .string()
      .min(1)
      .optional()
      .describe("The acr_values that your system asks for. By default the run does not check them."),
    minimumIdentityAssurance: z
      .int()
      .min(1)
      .max(3)
      .default(3)
      .describe("The lowest id_assurance_level that your system accepts. With 1, the run does not test this."),
    usesRoles: z.boolean().default(true).describe("Whether your system needs to know in which role a person acts."),
    advanceClockUrl: httpUrl
      .optional()
      .describe(
        'An address of your system to which the run sends POST {advanceSeconds}. Your system then moves its clock by this number of seconds, which can be negative. Without this address, the verdict of scenarios that take hours is "review".',
      ),
    readsKeysEverySeconds: z
      .int()
      .min(1)
      .max(600)
      .optional()
      .describe(
        'How many seconds your system waits, at least, before it reads the key set again. Without advanceClockUrl, the run waits this time before CIS2 signs with a new key. Without both fields, the verdict of scenarios about new keys can be "review".',
      ),
    persona: z
      .string()
      .min(1)
      .default("one-role")
      .describe("The persona that signs in, if a scenario does not name another."),
    driver: z
      .enum(driverNames)
      .default("http")
      .describe(
        'How the run uses your pages. With "http", the run itself sends the requests. This is fast, but scripts do not run. With "browser", the run controls Chromium through playwright-core. With "hand", a person does what the run asks.',
      ),
    chromium: z
      .string()
      .min(1)
      .optional()
      .describe(
        "The path of Chromium, for the driver browser. Default: the environment variable CHROMIUM, otherwise the usual paths.",
      ),
    startSeconds: z
      .int()
      .min(0)
      .max(600)
      .default(10)
      .describe(
        "For how many seconds the run waits until startUrl answers. The run starts the fake CIS2 before it waits.",
      ),
    registration: z
      .strictObject({
        tokenEndpointAuthSigningAlg: z
          .enum(clientAssertionAlgorithms)
          .optional()
          .describe("The only algorithm that your system's client assertions may have. Default: any."),
        idTokenSignedResponseAlg: z
          .enum(signingAlgorithms)
          .optional()
          .describe("The algorithm that signs the ID tokens for your system. Default: the setting idTokenAlgorithm."),
        userinfoSignedResponseAlg: z
          .enum(signingAlgorithms)
          .optional()
          .describe("If set, userinfo is a JWT that is signed with this algorithm."),
      })
      .prefault({})
      .describe("More details of your system's registration with CIS2."),
    apiPlatform: apiPlatformTargetSchema
      .optional()
      .describe(
        "If set, the run also starts a fake API platform. Set it if your system exchanges ID tokens at the API platform.",
      ),
    cis2: z
      .strictObject({
        settings: settingsSchema
          .partial()
          .optional()
          .describe(
            "The settings of the fake CIS2, such as issuerPort. They decide what public sources leave open. The next table lists them.",
          ),
        personas: z
          .string()
          .min(1)
          .optional()
          .describe("A file with your own personas. The run adds them to the testkit's personas."),
        host: z.string().min(1).default("127.0.0.1").describe("The address on which the fake CIS2 listens."),
        port: port
          .default(8080)
          .describe('The port of the fake CIS2 on the network that "network" names. 0 means any free port.'),
        publicUrl: httpUrl
          .optional()
          .describe(
            "The origin at which your system and the browser reach the fake CIS2. Set it if this origin differs from the fields host and port.",
          ),
        network: z.enum(["internet", "hscn"]).default("internet").describe("The network that your system is on."),
        tls: z
          .boolean()
          .default(false)
          .describe(
            "Whether the fake CIS2 speaks TLS, with a certificate of the testkit's own certification authority.",
          ),
      })
      .prefault({})
      .describe("The fake CIS2 of the run."),
  })
  .superRefine((party, context) => {
    const means = [party.clientSecret, party.clientSecretEnvironment, party.jwks, party.jwksUri];
    if (means.filter((one) => one !== undefined).length === 1) return;
    const message = "needs exactly one of clientSecret, clientSecretEnvironment, jwks and jwksUri";
    context.addIssue({ code: "custom", path: ["clientSecret"], message });
  });

/** The relying party that is tested, as the configuration has it. */
export type RelyingPartyTarget = z.infer<typeof relyingPartyTargetSchema>;
export type RelyingPartyTargetInput = z.input<typeof relyingPartyTargetSchema>;
export type PageMatcher = z.infer<typeof matcher>;
