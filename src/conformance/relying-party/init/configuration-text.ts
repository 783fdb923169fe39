import type { RelyingPartyTargetInput } from "../configuration.ts";
import { type Answers, withPresets } from "./questions.ts";

/** The fields of the target that the answers make. */
export function targetOf(given: Answers): RelyingPartyTargetInput {
  const answers = withPresets(given);
  const { startUrl = "", sessionUrl = "", signInClick, signOut, jwksUri, backchannelLogoutUri } = answers;
  return {
    startUrl,
    ...(signInClick && { signInClicks: [signInClick] }),
    sessionUrl,
    signedIn: { text: answers.signedIn ?? "" },
    signedOut: { text: answers.signedOut ?? "" },
    ...(signOut && { signOut: /^https?:/.test(signOut) ? { url: signOut } : { click: signOut } }),
    clientId: answers.clientId ?? "",
    ...(jwksUri ? { jwksUri } : { clientSecretEnvironment: answers.secretVariable ?? "" }),
    redirectUris: [answers.redirectUri ?? ""],
    ...(sessionUrl && { postLogoutRedirectUris: [sessionUrl] }),
    ...(backchannelLogoutUri && { backchannelLogoutUri }),
    scopes: (answers.scopes ?? "").split(/\s+/).filter((scope) => scope !== ""),
    cis2: { port: Number(answers.cis2Port) },
  };
}

const comments: Readonly<Partial<Record<keyof RelyingPartyTargetInput, string>>> = {
  startUrl: "Where a person starts to sign in.",
  signInClicks: "What the person then clicks, in this order: the texts of links or buttons, or CSS selectors.",
  sessionUrl: "A page that shows whether a person is signed in, and does not start a sign-in.",
  signedIn:
    "How that page looks while a person is signed in: text, selector or url. If there are several, all must be right.",
  signedOut: "How that page looks while nobody is signed in.",
  signOut: "How a person signs out: what the person clicks on that page, or an address.",
  clientId: "The client id with which your system is set up.",
  jwksUri: "The address of your system's public keys, for private_key_jwt.",
  clientSecretEnvironment:
    "The environment variable that has the client secret during a run, so that the secret is not in this file.",
  redirectUris: "The addresses to which CIS2 may send the browser back.",
  postLogoutRedirectUris: "The addresses to which CIS2 may send the browser after signing out.",
  backchannelLogoutUri: "The address at which your system receives logout tokens.",
  scopes: "The scopes that your system needs. If it asks for another scope, a scenario fails.",
  cis2: "The fake CIS2 of a run. Set your system up with the issuer that `init` printed.",
};

/** Fields that the answers leave out, as comments: what to add for more verdicts. */
const more = `    // With these fields more scenarios apply, or find more:
    // roleShown: { selector: "#role" }, // where the page at sessionUrl shows the selected role
    // changeRoleUrl: "http://localhost:3000/change-role", // where a person who is signed in changes the role
    // acr: "AAL3_ANY", // the acr_values that your system asks for
    // usesRoles: false, // if your system need not know in which role a person acts
    // advanceClockUrl: "http://localhost:3000/test/clock", // receives POST {advanceSeconds}; never have it in production
    // readsKeysEverySeconds: 60, // how long your system waits before it reads the key set again; instead of advanceClockUrl
    // apiPlatform: { port: 8083, app: { name: "My app", key: "my-key", secret: "my-secret" }, callUrl: "http://localhost:3000/message" }, // if your system exchanges ID tokens at the NHS API platform
    // driver: "browser", // Chromium, for pages that need scripts; needs playwright-core`;

/** A configuration file in TypeScript, with a comment on each field. */
export function configurationText(answers: Answers): string {
  const fields = Object.entries(targetOf(answers)).flatMap(([name, value]) => [
    `    // ${comments[name as keyof RelyingPartyTargetInput] ?? ""}`,
    `    ${name}: ${literal(value)},`,
  ]);
  return `import type { ConfigurationInput } from "cis2-testkit/conformance";

// How cis2-testkit tests your relying party. All fields: docs/reference/configuration.md.
export default {
  target: "relying-party",
  relyingParty: {
${fields.join("\n")}
${more}
  },
} satisfies ConfigurationInput;
`;
}

/** As TypeScript has it: names of members without quotation marks. */
function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([name, member]) => `${name}: ${literal(member)}`);
  return `{ ${members.join(", ")} }`;
}
