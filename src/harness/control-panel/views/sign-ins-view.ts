import type { SignInFile, SignInPage, SignInSummary, SignInTimeline } from "../../../control-api/index.ts";
import type { Form, PanelView, ViewCalls } from "../panel-view.ts";
import { userNames } from "./user-names.ts";

const cards: Readonly<Record<SignInSummary["card"], string>> = {
  "none yet": "No card was used yet.",
  seen: "The card was in a reader of this desktop: its commands are below.",
  "not seen": "The card was in a reader of another process: what it did was not seen.",
  "no card": "No card took part.",
};
const colours: Readonly<Record<SignInSummary["outcome"], string>> = {
  "in progress": "blue",
  refused: "red",
  "sent back": "yellow",
  "signed in": "green",
};

/** The sign-ins that were seen, newest first, and one of them step by step. */
export const signInsView: PanelView = {
  path: "sign-ins",
  title: "Sign-ins",
  needs: "signIns",
  operations: ["signIns", "signInsBefore", "signIn", "signInFile", "relyingParties", "users"],
  content: async (calls, { id, before }) => (id === undefined ? list(calls, before) : one(calls, id)),
  actions: {},
  files: {
    file: async ({ call }, { id = "" }) => {
      const file = await call<SignInFile>("signInFile", { id });
      return { name: `sign-in-${file.signIn.id}.json`, json: file };
    },
  },
};

async function list({ call }: ViewCalls, before: string | undefined): Promise<Form | Record<string, unknown>> {
  const page = await (before === undefined
    ? call<SignInPage>("signIns")
    : call<SignInPage>("signInsBefore", { id: before }));
  const names = await namesOf({ call });
  return {
    signIns: page.signIns.map((signIn) => shown(signIn, names)),
    total: page.total,
    next: page.next,
    isFirst: before === undefined,
  };
}

async function one({ call }: ViewCalls, id: string): Promise<Record<string, unknown>> {
  const { timeline, ...signIn } = await call<SignInTimeline>("signIn", { id });
  return {
    title: `Sign-in ${signIn.id}`,
    signIn: shown(signIn, await namesOf({ call })),
    leftOut: signIn.leftOut,
    cardText: cards[signIn.card],
    steps: timeline.map((step) => ({ ...step, time: step.at.slice(11, 23) })),
  };
}

interface Names {
  readonly systems: ReadonlyMap<string, string>;
  readonly people: ReadonlyMap<string, string>;
}

async function namesOf({ call }: Pick<ViewCalls, "call">): Promise<Names> {
  const parties = await call<readonly { clientId: string; name: string }[]>("relyingParties");
  const systems = new Map(parties.map(({ clientId, name }) => [clientId, name]));
  return { systems, people: await userNames({ call }) };
}

function shown(signIn: SignInSummary, { systems, people }: Names) {
  const { clientId = "", startedAt, outcome } = signIn;
  return {
    ...signIn,
    time: startedAt.slice(11, 19),
    day: startedAt,
    person: signIn.userId === undefined ? undefined : people.get(signIn.userId),
    system: clientId === "" && signIn.network === "CIS1" ? "Identity Agent" : (systems.get(clientId) ?? clientId),
    colour: colours[outcome],
  };
}
