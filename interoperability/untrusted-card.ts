import { join } from "node:path";
import { PersonaCardIssuer, type PersonaCardImage } from "../src/harness/index.ts";
import { loadPersonas, personaNamed } from "../src/fake-cis2/index.ts";
import { cacheDirectory, openKeyStore } from "../src/pki/index.ts";

/** The passcode is one that no other card of the testkit has, so that it can be looked for. */
export const stranger = { userId: "700000000001", passcode: "27182845" } as const;

/**
 * What a real card is to the testkit: one whose authorities it does not know, and whose holder is in no directory. `triesLeft`
 * is how many passcode tries it has left.
 */
export async function strangersCard(profile: string, triesLeft?: number): Promise<PersonaCardImage> {
  const personas = loadPersonas();
  const model = personaNamed(personas, "one-role");
  const user = { ...model.user, userId: stranger.userId, givenName: "Sam", familyName: "Stranger" };
  const card = { ...model.card, serial: "STRANGER1", passcode: stranger.passcode };
  const cardIssuer = await PersonaCardIssuer.open({
    keys: openKeyStore({ directory: join(cacheDirectory(), "authorities-of-strangers") }),
    personas: { ...personas, personas: { stranger: { ...model, user, card } } },
  });
  const made = await cardIssuer.make("stranger", profile);
  const [applet, ...others] = made.image.applets;
  if (triesLeft === undefined || applet === undefined) return made;
  const { references } = applet;
  const left = { ...applet, references: { ...references, pin: { ...references.pin, triesLeft } } };
  return { ...made, image: { ...made.image, applets: [left, ...others] } };
}
