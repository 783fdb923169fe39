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
    url: z.string().min(1).optional().describe("Its address: a path and what follows it, or the beginning of a URL."),
    text: z.string().min(1).optional().describe("Text on it."),
    selector: z.string().min(1).optional().describe("A CSS selector of something that is on it."),
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
      .describe("What the person then clicks, one after the other: what links or buttons say, or CSS selectors."),
    sessionUrl: httpUrl
      .optional()
      .describe("A page that shows whether a person is signed in, without signing in. Default: startUrl."),
    signedIn: matcher.describe("How a page looks while a person is signed in. All that is given must hold."),
    signedOut: matcher.describe(
      "How the page at sessionUrl looks while nobody is. The sign-in page of CIS2 counts, too.",
    ),
    signOut: z
      .strictObject({
        url: httpUrl.optional().describe("An address that signs out when it is opened."),
        click: z.string().min(1).optional().describe("What is clicked on the page at sessionUrl."),
      })
      .refine(({ url, click }) => (url === undefined) !== (click === undefined), "needs either url or click")
      .optional()
      .describe("How a person signs out."),
    roleShown: z
      .strictObject({ selector: z.string().min(1).describe("A CSS selector.") })
      .optional()
      .describe("Where the page at sessionUrl shows the selected role: its id, organisation code or name."),
    changeRoleUrl: httpUrl.optional().describe("Where a person who is signed in starts to change their role."),
    stepUpUrl: httpUrl
      .optional()
      .describe(
        "What needs AAL3, at a system that otherwise takes AAL2 as well: opening it makes CIS2 ask for the card.",
      ),
    clientId: z.string().min(1).default("100000000001.apps.national").describe("As the relying party is set up."),
    clientSecret: z.string().min(1).optional().describe("Its secret, unless it authenticates by private_key_jwt."),
    clientSecretEnvironment: z
      .string()
      .min(1)
      .optional()
      .describe("The environment variable that holds the secret, so that this file need not."),
    tokenEndpointAuthMethod: z
      .enum(tokenEndpointAuthMethods)
      .optional()
      .describe("Default: private_key_jwt if there are jwks or jwksUri, else client_secret_post."),
    jwks: z
      .strictObject({ keys: z.array(z.looseObject({ kty: z.string() })).min(1) })
      .optional()
      .describe("Its public keys, for private_key_jwt."),
    jwksUri: httpUrl.optional().describe("Where its public keys are, instead."),
    redirectUris: z.array(httpUrl).min(1).describe("Where CIS2 may send the browser back."),
    postLogoutRedirectUris: z.array(httpUrl).default([]).describe("Where it may be sent after signing out."),
    backchannelLogoutUri: httpUrl.optional().describe("Where it takes logout tokens."),
    scopes: z.array(z.string().regex(/^\w+$/)).min(1).describe("The scopes it needs; asking for another is a finding."),
    acr: z.string().min(1).optional().describe("The acr_values it asks for. Default: not looked at."),
    minimumIdentityAssurance: z
      .int()
      .min(1)
      .max(3)
      .default(3)
      .describe("The lowest id_assurance_level it accepts. At 1 there is nothing to test."),
    usesRoles: z.boolean().default(true).describe("Whether it needs to know in which role a person acts."),
    advanceClockUrl: httpUrl
      .optional()
      .describe(
        "Takes POST {advanceSeconds}, also a negative number, and moves the system's own clock. Without it a person must look at what takes time.",
      ),
    readsKeysEverySeconds: z
      .int()
      .min(1)
      .max(600)
      .optional()
      .describe(
        "How long it waits at least before it reads the key set again. Without advanceClockUrl the run waits as long before CIS2 signs with a new key; without both a person may have to look whether it takes one.",
      ),
    persona: z.string().min(1).default("one-role").describe("Who signs in, if a module is not about a certain person."),
    driver: z
      .enum(driverNames)
      .default("http")
      .describe(
        "http: no scripts, fast. browser: Chromium, through playwright-core. hand: a person does it and is asked.",
      ),
    chromium: z
      .string()
      .min(1)
      .optional()
      .describe("The program of the driver browser; CHROMIUM, or where it usually is."),
    startSeconds: z
      .int()
      .min(0)
      .max(600)
      .default(10)
      .describe("How long the run waits for startUrl to answer, after the fake CIS2 is there."),
    registration: z
      .strictObject({
        tokenEndpointAuthSigningAlg: z
          .enum(clientAssertionAlgorithms)
          .optional()
          .describe("The one algorithm its client assertions have. Default: any."),
        idTokenSignedResponseAlg: z
          .enum(signingAlgorithms)
          .optional()
          .describe("How its ID tokens are signed. Default: as cis2.settings.idTokenAlgorithm says."),
        userinfoSignedResponseAlg: z.enum(signingAlgorithms).optional().describe("Makes userinfo a signed JWT."),
      })
      .prefault({})
      .describe("More of how it is registered with CIS2."),
    apiPlatform: apiPlatformTargetSchema
      .optional()
      .describe("The fake API platform beside it, for a relying party that exchanges ID tokens. Default: none."),
    cis2: z
      .strictObject({
        settings: settingsSchema
          .partial()
          .optional()
          .describe("Where public sources disagree about CIS2: the settings of the fake CIS2, such as issuerPort."),
        personas: z.string().min(1).optional().describe("A file with personas, which are added to the testkit's own."),
        host: z.string().min(1).default("127.0.0.1").describe("The address the fake CIS2 listens on."),
        port: port.default(8080).describe("The port of the network the relying party is on; 0 for any free one."),
        publicUrl: httpUrl.optional().describe("Its origin as relying party and browser know it, if that is another."),
        network: z.enum(["internet", "hscn"]).default("internet").describe("The network the relying party is on."),
        tls: z
          .boolean()
          .default(false)
          .describe("Speak TLS, with a certificate of the testkit's authority for servers."),
      })
      .prefault({})
      .describe("Where the run's fake CIS2 is: one for the whole run."),
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
