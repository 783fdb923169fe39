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
  signInClicks: "What they then click, one after the other: what links or buttons say, or CSS selectors.",
  sessionUrl: "A page that shows whether a person is signed in, without signing in.",
  signedIn: "How that page looks while a person is signed in: text, selector or url. All that is given must hold.",
  signedOut: "How it looks while nobody is.",
  signOut: "How a person signs out: what is clicked there, or an address.",
  clientId: "As your system is set up.",
  jwksUri: "Where the public keys of your system are, for private_key_jwt.",
  clientSecretEnvironment:
    "The environment variable that holds the client secret during a run, so that this file need not.",
  redirectUris: "Where CIS2 may send the browser back.",
  postLogoutRedirectUris: "Where it may be sent after signing out.",
  backchannelLogoutUri: "Where your system takes logout tokens.",
  scopes: "The scopes your system needs. Asking for another is a finding.",
  cis2: "The fake CIS2 of a run. Set your system up with the issuer that `init` printed.",
};

/** Fields that the answers leave out, as comments: what to add for more verdicts. */
const more = `    // More modules apply, or say more, with these:
    // roleShown: { selector: "#role" }, // where the page shows the selected role
    // changeRoleUrl: "http://localhost:3000/change-role", // where a person who is signed in changes the role
    // acr: "AAL3_ANY", // the acr_values that your system asks for
    // usesRoles: false, // if your system need not know in which role a person acts
    // advanceClockUrl: "http://localhost:3000/test/clock", // takes POST {advanceSeconds}: never where a real CIS2 is
    // readsKeysEverySeconds: 60, // how long it waits before it reads the key set again, without such an address
    // apiPlatform: { port: 8083, app: { name: "My app", key: "my-key", secret: "my-secret" }, callUrl: "http://localhost:3000/message" }, // if it exchanges ID tokens at the NHS API platform
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
