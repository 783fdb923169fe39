import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import type { CardProfile } from "./card-profile.ts";
import { pivProfiles } from "./piv.ts";
import { series8Profiles } from "./series8.ts";

/** Every card the testkit can make. */
export const cardProfiles: readonly CardProfile[] = [...pivProfiles, ...series8Profiles];

/** The profile of this name. Throws CARD_PROFILE_UNKNOWN, which lists those there are. */
export function cardProfile(name: string): CardProfile {
  const found = cardProfiles.find((profile) => profile.name === name);
  if (found !== undefined) return found;
  const known = cardProfiles.map((profile) => profile.name).join(", ");
  throw new TestkitError("CARD_PROFILE_UNKNOWN", { profile: name, known });
}
