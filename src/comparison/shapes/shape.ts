import { isJson, type Json } from "../evidence/json.ts";

/** What a value is, without the value: `"text"`, `"12 digits"`, `"number"`, `"list of text"`. */
export function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (typeof value === "string") return formOf(value);
  if (Array.isArray(value)) {
    const kinds = [...new Set(value.map(kindOf))].sort();
    return kinds.length === 0 ? "empty list" : `list of ${kinds.join(" or ")}`;
  }
  return typeof value;
}

function formOf(text: string): string {
  if (text === "") return "empty text";
  if (/^\d{12}$/.test(text)) return "12 digits";
  if (/^\d+$/.test(text)) return "digits";
  if (/^https?:\/\//.test(text)) return "address";
  if (/^[^\s@]+@[^\s@]+$/.test(text)) return "e-mail address";
  return "text";
}

/** Members whose text has one form. Of all others, such as names and codes, the form is the person's. */
const formed = new Set([
  "sub",
  "uid",
  "subname",
  "nhsid_useruid",
  "selected_roleid",
  "person_roleid",
  "person_orgid",
  "iss",
  "email",
]);

function kindOfMember(name: string, value: unknown): string {
  const kind = kindOf(value);
  return formed.has(name)
    ? kind
    : kind.replace(/(12 )?digits|e-mail address|address|empty text/g, "text").replace(/text( or text)+/, "text");
}

/** Kinds that may stand for each other: an empty list says nothing of what would be in it. */
export function sameKind(one: string, other: string): boolean {
  if (one === other) return true;
  const lists = [one, other].every((kind) => kind.includes("list"));
  return lists && (one === "empty list" || other === "empty list");
}

/** The members that objects have: all of them, and those that none lacks, with the kinds that were seen of each. */
export interface MemberShape {
  readonly kinds: ReadonlyMap<string, ReadonlySet<string>>;
  readonly always: ReadonlySet<string>;
}

export function membersOf(objects: readonly Json[]): MemberShape {
  const kinds = new Map<string, Set<string>>();
  for (const object of objects) {
    for (const [name, value] of Object.entries(object)) {
      kinds.set(name, (kinds.get(name) ?? new Set()).add(kindOfMember(name, value)));
    }
  }
  const always = [...kinds.keys()].filter((name) => objects.every((object) => Object.hasOwn(object, name)));
  return { kinds, always: new Set(always) };
}

/** The objects in a list member, such as roles. */
export function objectsIn(objects: readonly Json[], name: string): Json[] {
  return objects.flatMap((object) => {
    const list = object[name];
    return Array.isArray(list) ? list.filter(isJson) : [];
  });
}
