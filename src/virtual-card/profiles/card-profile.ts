import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import type { PivProfile } from "../applets/piv/piv-profile.ts";
import type { Series8Profile } from "../applets/series8/series8-profile.ts";
import type { ResponseStyle } from "../card/response-buffer.ts";
import { pivProfiles } from "./piv.ts";
import { series8Profiles } from "./series8.ts";

/** What is on a card besides its owner's data: its applications and how they behave, each application its own kind. */
export type AppletProfile = PivProfile | Series8Profile;

/** A kind of card as data: what it answers to reset, what is on it, and where it differs from other cards. */
export interface CardProfile {
  readonly name: string;
  /** One line for people who choose. */
  readonly title: string;
  /** The NHS series that the card stands for. */
  readonly series: 8 | 9;
  /** Answer to reset, in hexadecimal, by contacts and (where the card has one) without. */
  readonly atr: string;
  readonly contactlessAtr?: string;
  /** Where the ATR and the behaviour come from, and what of them is only representative. */
  readonly sources: readonly string[];
  readonly transport: {
    readonly responseStyle: ResponseStyle;
    readonly extendedLength: boolean;
    readonly selectedAtReset: boolean;
  };
  readonly applet: AppletProfile;
}

/** Every card the testkit can make. */
export const cardProfiles: readonly CardProfile[] = [...pivProfiles, ...series8Profiles];

/** The profile of this name. Throws CARD_PROFILE_UNKNOWN, which lists those there are. */
export function cardProfile(name: string): CardProfile {
  const found = cardProfiles.find((profile) => profile.name === name);
  if (found !== undefined) return found;
  const known = cardProfiles.map((profile) => profile.name).join(", ");
  throw new TestkitError("CARD_PROFILE_UNKNOWN", { profile: name, known });
}
