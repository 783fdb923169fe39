import { z } from "zod";

const address = z.url();

/** What `serve --json` prints and `serve --ready-file` writes as soon as all can be reached. Published as a JSON Schema. */
export const readySchema = z.strictObject({
  issuer: address.describe("The issuer of the fake CIS2 on the internet."),
  hscnIssuer: address.describe("The issuer on the HSCN."),
  discovery: address.describe("The discovery document of the issuer on the internet."),
  clientId: z.string().describe("The client id of the example relying party."),
  clientSecret: z.string(),
  redirectUris: z.array(z.string()),
  listensAt: address.optional().describe("The listener's own address, if a public URL gives another."),
  hscnListensAt: address.optional(),
  caFile: z.string().optional().describe("The certification authority to trust, PEM; with --tls."),
  controlApi: address.optional().describe("Where the control API is; with --control-port."),
  pcscEnvironment: z
    .record(z.string(), z.string())
    .optional()
    .describe("What PC/SC programs need in their environment; with --pcsc."),
  portService: address.optional().describe("Where pages find the desktop's client."),
  panel: address.optional().describe("The control panel."),
  demo: address.optional().describe("The demonstration system."),
  apiPlatform: address.optional().describe("The fake API platform; with --api-platform-port."),
  gas: address.optional().describe("The legacy exchange of the Identity Agent (CIS1); with --gas-port."),
});

export type Ready = z.infer<typeof readySchema>;
