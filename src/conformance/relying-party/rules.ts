/** How much a source asks of a relying party: MUST fails a scenario, SHOULD warns, MAY is only said. */
export type Level = "MUST" | "SHOULD" | "MAY";

/** A rule of a public text, or what public NHS code does. */
export interface Rule {
  readonly level: Level;
  /** The text and the place in it. */
  readonly source: string;
  readonly url: string;
}

const openId = "https://openid.net/specs/openid-connect-";
const rfcs = "https://www.rfc-editor.org/rfc/rfc";
const nhs =
  "https://digital.nhs.uk/services/care-identity-service/applications-and-services/cis2-authentication/integrate/design-and-build/";
const mavis = "https://github.com/nhsuk/manage-vaccinations-in-schools";

const texts = {
  core: ["OpenID Connect Core 1.0", `${openId}core-1_0.html`],
  discovery: ["OpenID Connect Discovery 1.0", `${openId}discovery-1_0.html`],
  backChannel: ["OpenID Connect Back-Channel Logout 1.0", `${openId}backchannel-1_0.html`],
  rpInitiated: ["OpenID Connect RP-Initiated Logout 1.0", `${openId}rpinitiated-1_0.html`],
  oauth: ["RFC 6749", `${rfcs}6749.html`],
  jws: ["RFC 7515", `${rfcs}7515.html`],
  jwt: ["RFC 7519", `${rfcs}7519.html`],
  assertions: ["RFC 7523", `${rfcs}7523.html`],
  pkce: ["RFC 7636", `${rfcs}7636.html`],
  jwtPractice: ["RFC 8725", `${rfcs}8725.html`],
  responseIssuer: ["RFC 9207", `${rfcs}9207.html`],
  oauthSecurity: ["RFC 9700", `${rfcs}9700.html`],
  nist: ["NIST SP 800-63B", "https://pages.nist.gov/800-63-3/sp800-63b.html"],
  nhs: ["NHS CIS2 Authentication page", nhs],
  mavis: ["public NHS code (manage-vaccinations-in-schools)", mavis],
  screening: [
    "public NHS code (manage-breast-screening)",
    "https://github.com/NHSDigital/dtos-manage-breast-screening",
  ],
  platform: ["NHS API platform (identity-service-api)", "https://github.com/NHSDigital/identity-service-api"],
  tracker: [
    "public NHS code (eps-prescription-tracker-ui)",
    "https://github.com/NHSDigital/eps-prescription-tracker-ui",
  ],
} as const;

type Text = keyof typeof texts;

const rule =
  (level: Level) =>
  (text: Text, place: string, below = ""): Rule => {
    const [name, url] = texts[text];
    return { level, source: place === "" ? name : `${name}, ${place}`, url: `${url}${below}` };
  };

export const must = rule("MUST");
export const should = rule("SHOULD");
export const may = rule("MAY");

/** The rule at the end of a reason. */
export function formatRule({ level, source }: Rule): string {
  return `(${level}: ${source})`;
}
