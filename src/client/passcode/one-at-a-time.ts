import type { PasscodeSource } from "./passcode-source.ts";

/**
 * Lets one piece of work at a time use the source, from its first look at the card to its end: a refusal is known before
 * the next is asked for, and the tries that a prompt names are those of the card at that moment.
 */
export function oneAtATime(
  passcodes: PasscodeSource,
): <T>(origin: string, work: (passcodes: PasscodeSource) => Promise<T>) => Promise<T> {
  let previous: Promise<unknown> = Promise.resolve();
  return (_origin, work) => {
    const result = previous.then(() => work(passcodes));
    previous = result.catch(() => undefined);
    return result;
  };
}
