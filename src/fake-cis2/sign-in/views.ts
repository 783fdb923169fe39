import type { Context } from "koa";
import { renderPage, type PageContent, type PageName } from "../pages/renderer.ts";
import { csrfToken } from "./csrf.ts";
import type { SignIn } from "./sign-in.ts";
import type { OfferedRole, SignInState, SignInUser } from "./sign-in-state.ts";

export interface ViewOptions {
  uid: string;
  secret: string;
  localServicePorts: () => readonly number[];
}

/** Answers with the state of the sign-in: JSON for programs; for browsers a page, or the way onward. */
export async function answerState(ctx: Context, signIn: SignIn, options: ViewOptions): Promise<void> {
  const state = await signIn.state();
  const formError = ctx.state["formError"] as string | undefined;
  if (ctx.accepts("html", "json") !== "html") {
    ctx.body = state;
  } else if (state.step === "finished" && !state.notices) {
    ctx.status = 303;
    ctx.redirect(state.continue);
  } else if (ctx.method === "POST" && formError === undefined) {
    ctx.status = 303;
    ctx.redirect(`/sign-in/${options.uid}`);
  } else {
    const searched = typeof ctx.query["search"] === "string" ? ctx.query["search"] : "";
    const [page, content] = view(state, searched, await signIn.people());
    const { uid, secret } = options;
    ctx.type = "html";
    ctx.body = await renderPage(page, {
      ...content,
      uid,
      formError,
      chosen: ctx.state["chosen"] as string | undefined,
      csrf: csrfToken(uid, secret),
      localServicePorts: options.localServicePorts().join(" "),
      relyingParty: state.relyingParty,
      state,
    });
  }
}

/** More people than this are found by searching. */
const peopleShown = 100;

function view(state: SignInState, searched: string, people: readonly SignInUser[]): [PageName, PageContent] {
  switch (state.step) {
    case "authenticator":
      return ["authenticator", { title: "How do you want to sign in?", ...listed(people, searched) }];
    case "smartcard":
      return ["smartcard", { title: "Sign in with your smartcard", scripts: ["local-service.js", "smartcard.js"] }];
    case "role": {
      const search = state.roles.length > 5;
      const shown = (role: OfferedRole) => `${lastPart(role)} ${role.organisationName} (${role.organisationCode})`;
      const roles = state.roles.map((role) => ({
        ...role,
        matches: matches(shown(role), searched),
        // Nothing else tells two roles apart that look the same.
        isTwice: state.roles.some((other) => other !== role && shown(other) === shown(role)),
        title: lastPart(role),
      }));
      const found = roles.filter((role) => role.matches).length;
      const scripts = search ? ["roles.js"] : [];
      return ["role", { title: "Select your role", search, searched, roles, found, scripts }];
    }
    case "finished":
      return ["finished", { title: "Before you continue" }];
  }
}

function listed(people: readonly SignInUser[], searched: string) {
  const found = people.filter(({ name, userId }) => matches(`${name} ${userId}`, searched));
  const all = found.length === people.length && people.length <= peopleShown;
  return {
    searched,
    found: found.length,
    people: found.slice(0, peopleShown),
    scripts: all && found.length > 0 ? ["roles.js"] : [],
  };
}

function matches(text: string, searched: string): boolean {
  const words = searched.toLowerCase().split(/\s+/);
  return words.every((word) => text.toLowerCase().includes(word));
}

/** The role itself, of a role name of the form `"Category":"Subcategory":"Role"`. */
function lastPart({ roleName }: OfferedRole): string {
  return /"([^"]*)"$/.exec(roleName)?.[1] ?? roleName;
}
