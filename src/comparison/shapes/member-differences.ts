import type { Difference, Harm, Place } from "../difference.ts";
import type { Json } from "../evidence/json.ts";
import { membersOf, sameKind } from "./shape.ts";

/** What relying parties cannot do without. */
const vital = new Set(["sub", "iss", "aud", "exp", "iat", "id_token", "access_token", "token_type", "alg", "kid"]);

/** In which members, and of which kinds, the objects that were seen are not as ours. Ours has to show all that can occur. */
export function memberDifferences(place: Place, seen: readonly Json[], ours: readonly Json[]): Difference[] {
  if (seen.length === 0 || ours.length === 0) return [];
  const [theirs, own] = [membersOf(seen), membersOf(ours)];
  const missing = [...own.always].filter((name) => !theirs.kinds.has(name));
  return [
    ...missing.map((name) => difference(place, name, kinds(own.kinds.get(name)), "missing")),
    ...[...theirs.kinds].flatMap(([name, found]) => {
      const known = own.kinds.get(name);
      if (known === undefined) return [difference(place, name, "missing", kinds(found))];
      const other = [...found].filter((kind) => ![...known].some((one) => sameKind(one, kind)));
      return other.length === 0 ? [] : [difference(place, name, kinds(known), other.join(" or "))];
    }),
  ];
}

function difference(place: Place, name: string, ours: string, seen: string): Difference {
  const harm: Harm = seen === "missing" ? (vital.has(name) ? 1 : 2) : ours === "missing" ? 4 : vital.has(name) ? 2 : 3;
  return { place, name, ours, seen, harm };
}

function kinds(found: ReadonlySet<string> | undefined): string {
  return [...(found ?? [])].sort().join(" or ");
}
