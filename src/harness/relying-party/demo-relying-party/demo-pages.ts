import { type TemplateEnvironment, templateEnvironment } from "../../../foundation/page-style/template-environment.ts";
import { forPerson } from "../../../foundation/errors/for-person.ts";
import type { TestkitError } from "../../../foundation/errors/testkit-error.ts";
import type { RelyingPartyResult } from "../strict-relying-party.ts";
import type { DemoReaders } from "./demo-readers.ts";

let shared: TemplateEnvironment | undefined;

function page(name: string, content: Record<string, unknown>): string {
  shared ??= templateEnvironment(new URL("templates", import.meta.url));
  return shared.render(`${name}.njk`, content);
}

/** The demo's first page: how to sign in, and with which card. Every value is escaped. */
export async function startPage(readers: DemoReaders | undefined, unlockAt: string): Promise<string> {
  const cards = [
    { value: "piv", text: "series 9 (PIV)" },
    { value: "series8", text: "series 8" },
  ];
  const card = await readers?.card();
  const selected = (value: string, chosen: string | undefined) => ({ selected: value === chosen });
  return page("start", {
    title: "Demonstration system",
    readers: readers !== undefined,
    card,
    unlockAt,
    personas: readers?.personas.map((value) => ({ value, text: value, ...selected(value, card?.persona) })),
    cards: cards.map((one) => ({ ...one, ...selected(one.value, card?.profile) })),
  });
}

/** The page of somebody who is signed in. */
export function signedInPage({ claims, userinfo }: RelyingPartyResult): string {
  const roleId = claims["selected_roleid"] ?? userinfo["selected_roleid"];
  const roles = (userinfo["nhsid_nrbac_roles"] ?? []) as Readonly<Record<string, unknown>>[];
  const organisations = (userinfo["nhsid_user_orgs"] ?? []) as Readonly<Record<string, unknown>>[];
  const role = roles.find(({ person_roleid: id }) => id === roleId);
  const organisation = organisations.find(({ org_code: code }) => code === role?.["org_code"]);
  const values = {
    Name: userinfo.name ?? claims.sub,
    "User ID": claims.sub,
    Role: role?.["role_name"] ?? "none",
    Organisation:
      organisation === undefined ? undefined : `${text(organisation["org_name"])} (${text(role?.["org_code"])})`,
    "Authentication level": claims["acr"],
    "Signed in with": claims["amr"],
  };
  const rows = Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ({ key: { text: name }, value: { text: text(value) } }));
  return page("signed-in", { title: `Signed in as ${text(values.Name)}`, rows });
}

/** What went wrong, and what to do about it. A person who cancelled the sign-in knows what went wrong. */
export function problemPage({ code, message, cure, details }: TestkitError): string {
  const cancelled = details["error"] === "access_denied" && String(details["description"]).includes("cancelled");
  const title = cancelled ? "You cancelled the sign-in" : "You are not signed in";
  return page("problem", { title, cancelled, person: forPerson(code, details), code, message, cure });
}

function text(value: unknown): string {
  if (Array.isArray(value)) return value.map(text).join(", ");
  return typeof value === "string" ? value : JSON.stringify(value);
}
