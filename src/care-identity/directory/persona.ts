import { z } from "zod";
import { text } from "../../foundation/text.ts";
import { readDataFile } from "../../foundation/data-file.ts";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";

const digits = (length: number) => z.string().regex(new RegExp(`^\\d{${length}}$`), `must be ${length} digits`);
const coded = z.strictObject({ name: text.min(1), code: text.min(1) });

/** An ODS code: an organisation's, or a site's of up to nine characters. */
const organisationCode = z
  .string()
  .regex(/^[A-Z0-9]{3,9}$/, "must be 3 to 9 capital letters and digits")
  .describe("The ODS code of the organisation.");
export const organisationSchema = z.strictObject({
  code: organisationCode,
  name: text.min(1).max(200).describe("The name of the organisation."),
});

/** Numbers at the professional bodies, named as the claims of the scope professionalmemberships. */
const membershipNumbers = z.strictObject({
  gmc_id: text.optional(),
  gdp_id: text.optional(),
  gdc_id: text.optional(),
  rcn_id: text.optional(),
  gmp_id: text.optional(),
  nmc_id: text.optional(),
  consultant_id: text.optional(),
  gphc_id: text.optional(),
});

/** A role as the national RBAC database describes one; `roleName` has the form `"Category":"Subcategory":"Role"`. */
export const roleSchema = z.strictObject({
  roleId: digits(12).describe("The id of the role, 12 digits. No other role has this id."),
  personOrgId: digits(12).describe("The claim person_orgid, 12 digits."),
  organisationCode,
  roleCode: z
    .string()
    .regex(/^[SGR]\d{4}(:[SGR]\d{4})*$/, "must have the form S8000:G8000:R8001")
    .describe("In the form S8000:G8000:R8001."),
  roleName: text.min(1).describe('In the form "Category":"Subcategory":"Role".'),
  activities: z.array(coded).describe("The claims activities and activity_codes."),
  areasOfWork: z.array(coded).describe("The claims aow and aow_codes."),
  workgroups: z.array(coded).describe("The claims workgroups and workgroups_codes."),
});

export const userSchema = z.strictObject({
  userId: digits(12).describe("The user id, 12 digits."),
  title: text.describe("The title, which can be empty."),
  givenName: text.describe("Empty for a person with only one name."),
  middleNames: text.optional(),
  familyName: text.min(1),
  email: z.email().optional(),
  idAssuranceLevel: z.int().min(0).max(3).describe("The claim id_assurance_level, from 0 to 3."),
  active: z.boolean().describe("False for a user who has left. The fake CIS2 then refuses the sign-in."),
  registered: z
    .boolean()
    .describe(
      "This field has an effect only in a persona file. There, false means that a card names the user, but the directory lacks them.",
    ),
  professionalMemberships: membershipNumbers
    .optional()
    .describe("Numbers at professional bodies: the claims of the scope professionalmemberships."),
  gncNumbers: z
    .record(organisationCode, text)
    .optional()
    .describe("A map from organisation code to gnc, for the field gnc of the claim nhsid_org_memberships."),
});

const days = z.int().min(0).max(10_000);
const cardSchema = z.strictObject({
  serial: z.string().regex(/^[A-Z0-9]{4,16}$/),
  passcode: z.string().regex(/^\d{6,8}$/, "must be 6 to 8 digits"),
  state: z.enum(["active", "locked", "cancelled", "blank"]),
  /** When the three years of the certificates lie, in days from now. */
  certificate: z.union([
    z.strictObject({ issuedDaysAgo: days, revoked: z.boolean().optional() }),
    z.strictObject({ expiresInDays: days, revoked: z.boolean().optional() }),
    z.strictObject({ startsInDays: days, revoked: z.boolean().optional() }),
  ]),
});

export const personaSchema = z.strictObject({ user: userSchema, roles: z.array(roleSchema), card: cardSchema });

const personasSchema = z
  .strictObject({ organisations: z.array(organisationSchema), personas: z.record(z.string(), personaSchema) })
  .superRefine(({ organisations, personas }, context) => {
    const people = Object.entries(personas);
    const codes = new Set(organisations.map(({ code }) => code));
    for (const [name, { roles }] of people) {
      for (const [index, role] of roles.entries()) {
        if (codes.has(role.organisationCode)) continue;
        const path = ["personas", name, "roles", index, "organisationCode"];
        context.addIssue({ code: "custom", path, message: `${role.organisationCode} is no organisation of this file` });
      }
    }
    const unique = (what: string, values: string[]) => {
      const twice = values.find((value, index) => values.indexOf(value) !== index);
      if (twice !== undefined) context.addIssue({ code: "custom", message: `${what} ${twice} is there twice` });
    };
    unique(
      "userId",
      people.map(([, { user }]) => user.userId),
    );
    unique(
      "roleId",
      people.flatMap(([, { roles }]) => roles.map(({ roleId }) => roleId)),
    );
    unique(
      "card serial",
      people.map(([, { card }]) => card.serial),
    );
  });

export type Role = z.infer<typeof roleSchema>;
export type User = z.infer<typeof userSchema>;
export type Organisation = z.infer<typeof organisationSchema>;
export type Persona = z.infer<typeof personaSchema>;
export type Personas = z.infer<typeof personasSchema>;

const bundled = new URL("personas.json", import.meta.url);

/** Reads a persona file, the one that comes with the testkit unless named. Throws DATA_FILE_INVALID. */
export function loadPersonas(file: URL | string = bundled): Personas {
  return readDataFile(file, personasSchema);
}

/** One persona by name. Throws PERSONA_UNKNOWN, which lists the names there are. */
export function personaNamed({ personas }: Personas, name: string): Persona {
  const persona = Object.hasOwn(personas, name) ? personas[name] : undefined;
  if (persona) return persona;
  throw new TestkitError("PERSONA_UNKNOWN", { persona: name, known: Object.keys(personas).join(", ") });
}
