/** Where a difference was found. */
export type Place =
  | "discovery document"
  | "key set"
  | "authorization"
  | "ID token header"
  | "ID token"
  | "token response"
  | "userinfo"
  | "roles in userinfo"
  | "logout token header"
  | "logout token"
  | "cookies"
  | "pages"
  | "calls to this computer"
  | "settings";

/** 1: relying parties cannot sign anyone in. 2: some cannot. 3: some do something else. 4: little to a relying party. */
export type Harm = 1 | 2 | 3 | 4;

/** One thing in which the other CIS2 is not as the fake one. `ours` and `seen` are shapes, never values of a person. */
export interface Difference {
  readonly place: Place;
  /** A member, a cookie, a field or a setting. */
  readonly name: string;
  readonly ours: string;
  readonly seen: string;
  readonly harm: Harm;
  /** The assumption that it contradicts, by id. */
  readonly assumption?: string | undefined;
}
