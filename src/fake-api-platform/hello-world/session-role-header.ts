/** The header in which a call names the person's role. */
export const sessionRoleHeader = "NHSD-Session-URID";
