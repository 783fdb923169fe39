/** The personas that come with the testkit: the names in personas.json, which its test compares. */
export const personaNames = [
  "no-role",
  "one-role",
  "two-roles",
  "five-roles",
  "six-roles",
  "twenty-roles",
  "wrong-organisation",
  "wrong-workgroup",
  "expired-certificate",
  "expiring-certificate",
  "future-certificate",
  "locked-card",
  "cancelled-card",
  "revoked-certificate",
  "leaver",
  "unknown-user",
  "blank-card",
] as const;

export type PersonaName = (typeof personaNames)[number];
