import { z } from "zod";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import { pivImageSchema } from "../applets/piv/piv-image.ts";
import { series8ImageSchema } from "../applets/series8/series8-image.ts";
import { cardProfile, cardProfiles } from "../profiles/card-profiles.ts";
import { safeParse } from "../../foundation/safe-parse.ts";

const cardDocumentSchema = z.strictObject({
  format: z.literal("cis2-testkit-card"),
  version: z.literal(1),
  profile: z.enum(cardProfiles.map((profile) => profile.name)),
  /** The serial the card answered when it was new. */
  serial: z.string().regex(/^[0-9A-Za-z-]{1,64}$/, "must be 1 to 64 letters, digits and hyphens"),
  /** The name of the person it was issued to. */
  holder: z.string().min(1).optional(),
  /** The state of each application. Their types differ. */
  applets: z.array(z.discriminatedUnion("type", [pivImageSchema, series8ImageSchema])).min(1),
});

const cardImageSchema = cardDocumentSchema.superRefine(({ profile, applets }, context) => {
  const { type } = cardProfile(profile).applet;
  for (const [index, applet] of applets.entries()) {
    if (applet.type === type) continue;
    context.addIssue({
      code: "custom",
      path: ["applets", index, "type"],
      message: `must be ${type} on a ${profile} card`,
    });
  }
});

/** The whole state of a card, as one JSON document. */
export type CardImage = z.infer<typeof cardImageSchema>;
/** The part of an image that is one application's. */
export type AppletImage = CardImage["applets"][number];

/**
 * Checks what was read as a card image. Throws DATA_FILE_INVALID, naming the field that is wrong; `file` is how the
 * message calls the image.
 */
export function parseCardImage(input: unknown, file = "the card image"): CardImage {
  const result = safeParse(cardImageSchema, input);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const field = issue === undefined || issue.path.length === 0 ? "the document" : issue.path.join(".");
  throw new TestkitError("DATA_FILE_INVALID", { file, reason: `${field}: ${issue?.message ?? "wrong"}` });
}
