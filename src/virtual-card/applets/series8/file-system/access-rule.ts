import { z } from "zod";

/** Who may do something: anybody, nobody, or a program that verified the passcode or the unblocking code. */
export const accessRuleSchema = z.enum(["always", "never", "pin", "puk"]);
export type AccessRule = z.infer<typeof accessRuleSchema>;

/**
 * Access rules as tag 86 carries them: pairs of a method and a set of credentials, bit n-1 for reference n. OpenSC's
 * driver for AuthentIC 3.2 reads them so (card-authentic.c, authentic_process_fci and authentic_parse_credential_data).
 */
export function encodeAccessRules(rules: readonly AccessRule[]): Uint8Array {
  return Uint8Array.from(rules.flatMap((rule) => pairs[rule]));
}

const pairs: Readonly<Record<AccessRule, readonly [number, number]>> = {
  always: [0x00, 0x00],
  never: [0xff, 0x00],
  pin: [0x00, 0x01],
  puk: [0x00, 0x02],
};
