import type { PasscodeSource } from "../passcode/passcode-source.ts";

/** Does work of a site for which a passcode may be needed, with a source of passcodes for this piece of work alone. */
export type WithPasscodeSource = <T>(origin: string, work: (passcodes: PasscodeSource) => Promise<T>) => Promise<T>;
