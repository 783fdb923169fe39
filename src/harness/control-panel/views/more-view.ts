import type { PanelView, ViewCalls } from "../panel-view.ts";
import { jsonOf } from "./people-view.ts";

/** Calls that have no separate view: each is a form with its parameters and its JSON. */
const calls = [
  ...["nextSignIns", "queueSignIn", "clearSignIns", "sendLogoutToken"],
  ...["registerCard", "issueCard", "adoptCard", "apps", "registerApp", "removeApp"],
];

const longestAnswer = 20_000;
/** Names of what the page must not show. */
const secret = /passcode|secret|password|token|code$/i;
const withoutSecrets = (name: string, value: unknown): unknown => (secret.test(name) ? "[redacted]" : value);

/** The rest of the control API. */
export const moreView: PanelView = {
  path: "more",
  title: "More",
  operations: calls,
  content: ({ describe }) =>
    Promise.resolve({
      forms: calls.flatMap((id) => {
        const operation = describe(id);
        if (operation === undefined) return [];
        const { summary, body, method, path } = operation;
        return [
          {
            id,
            summary,
            method: method.toUpperCase(),
            path,
            parameters: parametersOf(path),
            takesBody: body !== undefined,
          },
        ];
      }),
    }),
  actions: {
    call: async (calling: ViewCalls, form) => {
      const id = form["operation"] ?? "";
      const { path = "", body } = calling.describe(id) ?? {};
      const parameters = Object.fromEntries(parametersOf(path).map((name) => [name, form[`parameter-${name}`] ?? ""]));
      const answer = await calling.call(id, parameters, body && jsonOf(form, "body"));
      const text = answer === undefined ? "Done." : JSON.stringify(answer, withoutSecrets, 2).slice(0, longestAnswer);
      return { called: id, answer: text };
    },
  },
};

function parametersOf(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
}
