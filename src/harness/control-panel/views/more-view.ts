import { z } from "zod";
import { fieldError, jsonOf } from "../panel-form.ts";
import type { PanelView, ViewCalls } from "../panel-view.ts";

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
      operations: calls.flatMap((id) => {
        const operation = describe(id);
        if (operation === undefined) return [];
        const { summary, body, method, path } = operation;
        const what = { id, summary, method: method.toUpperCase(), path, parameters: parametersOf(path) };
        return [{ ...what, ...(body && bodyOf(body)) }];
      }),
    }),
  actions: {
    call: async (calling: ViewCalls, form) => {
      const id = form["operation"] ?? "";
      if (!calls.includes(id) || !calling.has(id)) throw fieldError("operation", "is not one of this page");
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

interface JsonSchema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
}

const empty: Readonly<Record<string, unknown>> = { string: "", array: [], object: {}, boolean: false };

/** What to begin with: the members that are needed, each empty. The others are named beside. */
function bodyOf(schema: z.ZodType): { readonly example: string; readonly hint: string } {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, {
    io: "input",
    unrepresentable: "any",
  }) as JsonSchema;
  const example = required.map((name) => [name, empty[properties[name]?.type ?? "string"] ?? ""]);
  const others = Object.keys(properties).filter((name) => !required.includes(name));
  return {
    example: JSON.stringify(Object.fromEntries(example), undefined, 2),
    hint: others.length === 0 ? "" : `It may also have ${others.join(", ")}`,
  };
}
