import { isDeepStrictEqual } from "node:util";
import type { Settings } from "../../fake-cis2/index.ts";
import { authenticatorObservers } from "./authenticators-observers.ts";
import { claimsObservers } from "./claims-observers.ts";
import { documentObservers } from "./document-observers.ts";
import type { Observer, Scene } from "./observer.ts";
import { requestObservers } from "./request-observers.ts";
import { signInObservers } from "./sign-in-observers.ts";
import { tokenObservers } from "./token-observers.ts";

/** One for each setting of the fake CIS2. */
const observers: { readonly [Name in keyof Settings]: Observer<Name> } = {
  ...documentObservers,
  ...tokenObservers,
  ...claimsObservers,
  ...requestObservers,
  ...signInObservers,
  ...authenticatorObservers,
};

export interface SettingObserved {
  readonly setting: keyof Settings;
  /** The value with which the fake CIS2 would agree with the evidence. */
  readonly seen: unknown;
  readonly agrees: boolean;
}

/** What the evidence shows of each setting; those that it does not show are left out. */
export function observeSettings(scene: Scene): SettingObserved[] {
  return (Object.keys(observers) as (keyof Settings)[]).flatMap((setting) => {
    const seen: unknown = observers[setting](scene);
    return seen === undefined ? [] : [{ setting, seen, agrees: isDeepStrictEqual(seen, scene.ours[setting]) }];
  });
}
