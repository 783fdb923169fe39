import assert from "node:assert/strict";

/** Instruction bytes of the commands by which a kind of card signs, and gives its certificate. */
const instructions: Record<string, { readonly sign: string; readonly read: string }> = {
  piv: { sign: "87", read: "CB" },
  series8: { sign: "2A", read: "B0" },
};

const faults: Record<string, (instruction: { readonly sign: string; readonly read: string }) => string> = {
  "is pulled out at the third command": () => "removed:3",
  "is reset by another program": () => "reset:3",
  "fails when the passcode is checked": () => "wrong-status-word:20=6F00",
  "fails when it is asked to sign": ({ sign }) => `wrong-status-word:${sign}=6F00`,
  "breaks off while it is read": ({ read }) => `truncated-answer:${read}`,
  "has a damaged certificate": () => "corrupt-certificate",
  "loses its power when the passcode is checked": () => "power-loss:1",
  "takes its time for every command": () => "slow:20",
};

/** The card fault, as the option `--fault` has it, that a feature tells in plain words. */
export function faultInWords(profile: string, words: string): string {
  const of = faults[words] ?? assert.fail(`no card fault is called "${words}"`);
  return of(instructions[profile] ?? assert.fail(`no kind of card is called "${profile}"`));
}
