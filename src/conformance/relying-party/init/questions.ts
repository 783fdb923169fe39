/** What has to be known of a relying party before it can be tested, and how it is asked. */
export interface Question {
  /** As an option: `--start-url`. */
  readonly option: string;
  readonly value: string;
  readonly question: string;
  /** Taken if nothing is answered; undefined if there has to be an answer, empty if there need not be one. */
  readonly preset: ((answers: Answers) => string) | undefined;
}

export type AnswerName =
  | "startUrl"
  | "sessionUrl"
  | "signedIn"
  | "signedOut"
  | "signInClick"
  | "signOut"
  | "clientId"
  | "secretVariable"
  | "jwksUri"
  | "redirectUri"
  | "backchannelLogoutUri"
  | "scopes"
  | "cis2Port";

export type Answers = Readonly<Partial<Record<AnswerName, string>>>;

const preset = (text: string) => () => text;
const none = preset("");

/** In the order in which they are asked. */
export const questions = {
  startUrl: {
    option: "--start-url",
    value: "url",
    question: "The address at which a person starts to sign in",
    preset: undefined,
  },
  signInClick: {
    option: "--sign-in-click",
    value: "text",
    question:
      "The link or button that the person then clicks to get to CIS2 (leave empty if the address itself leads to CIS2)",
    preset: none,
  },
  sessionUrl: {
    option: "--session-url",
    value: "url",
    question: "The address of a page that shows whether a person is signed in, and that does not start a sign-in",
    preset: ({ startUrl = "" }) => (URL.canParse(startUrl) ? `${new URL(startUrl).origin}/` : ""),
  },
  signedIn: {
    option: "--signed-in",
    value: "text",
    question: "A text on that page while a person is signed in",
    preset: undefined,
  },
  signedOut: {
    option: "--signed-out",
    value: "text",
    question: "A text on that page while nobody is signed in",
    preset: undefined,
  },
  signOut: {
    option: "--sign-out",
    value: "text or url",
    question:
      "What a person clicks on that page to sign out, or an address that signs out (leave empty if there is neither)",
    preset: none,
  },
  redirectUri: {
    option: "--redirect-uri",
    value: "url",
    question: "The redirect URI of your system",
    preset: undefined,
  },
  clientId: {
    option: "--client-id",
    value: "id",
    question: "The client id of your system",
    preset: preset("100000000001.apps.national"),
  },
  jwksUri: {
    option: "--jwks-uri",
    value: "url",
    question:
      "The address of your system's public keys, for private_key_jwt (leave empty if your system has a client secret)",
    preset: none,
  },
  secretVariable: {
    option: "--secret-variable",
    value: "name",
    question: "The environment variable that has the client secret during a run",
    preset: preset("CIS2_CLIENT_SECRET"),
  },
  backchannelLogoutUri: {
    option: "--backchannel-logout-uri",
    value: "url",
    question: "The address at which your system receives logout tokens (leave empty if your system receives none)",
    preset: none,
  },
  scopes: {
    option: "--scopes",
    value: "scopes",
    question: "The scopes that your system needs, with spaces between them",
    preset: preset("openid profile nationalrbacaccess selectedrole"),
  },
  cis2Port: {
    option: "--cis2-port",
    value: "port",
    question: "The port of the fake CIS2 during a run",
    preset: preset("8080"),
  },
} as const satisfies Record<AnswerName, Question>;

export const answerNames = Object.keys(questions) as readonly AnswerName[];

/** Whether it is asked, after the answers before: there are keys or a secret. */
function isAsked(name: AnswerName, { jwksUri }: Answers): boolean {
  return name !== "secretVariable" || !jwksUri;
}

/** The options of what has no answer and no preset. */
export function unanswered(answers: Answers): readonly string[] {
  const open = answerNames.filter((name) => questions[name].preset === undefined && !answers[name]);
  return open.map((name) => questions[name].option);
}

/** The answers, with what is preset for the others. */
export function withPresets(answers: Answers): Answers {
  const all: Partial<Record<AnswerName, string>> = {};
  for (const name of answerNames) {
    if (isAsked(name, all)) all[name] = answers[name] ?? questions[name].preset?.(all) ?? "";
  }
  return all;
}

/** Asks what has no answer yet, one thing after the other; an empty line takes what is preset. */
export async function askFor(given: Answers, ask: (question: string) => Promise<string>): Promise<Answers> {
  const answers: Partial<Record<AnswerName, string>> = {};
  for (const name of answerNames) {
    if (!isAsked(name, answers)) continue;
    const { question, preset: presetOf } = questions[name];
    const usual = presetOf?.(answers);
    let answer = given[name];
    while (answer === undefined || (answer === "" && usual === undefined)) {
      answer = (await ask(`${question}${usual ? ` [${usual}]` : ""}: `)).trim() || usual;
    }
    answers[name] = answer;
  }
  return answers;
}
