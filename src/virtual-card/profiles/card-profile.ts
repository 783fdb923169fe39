import type { PivProfile } from "../applets/piv/piv-profile.ts";
import type { Series8Profile } from "../applets/series8/series8-profile.ts";
import type { ResponseStyle } from "../card/response-buffer.ts";

/** What is on a card besides its owner's data: its applications and how they behave, each application its own kind. */
export type AppletProfile = PivProfile | Series8Profile;

/** The kinds of card that the testkit can make. */
export type CardProfileName = "piv" | "piv-strict" | "piv-lenient" | "series8" | "series8-drops-pin" | "series8-awp";

/** A kind of card as data: what it answers to reset, what is on it, and where it differs from other cards. */
export interface CardProfile {
  readonly name: CardProfileName;
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
