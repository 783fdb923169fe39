import { z } from "zod";

/** What a case may do to the card. `locks`: it goes to the last try by design, and so is never put to a real card. */
const effectSchema = z.enum(["reads", "spends-tries", "writes", "locks"]);

const hexPattern = /^(?:[0-9A-Fx *]|\$\{[a-zA-Z0-9:-]+\})+$/;

const stepSchema = z.strictObject({
  /**
   * A command in hexadecimal. `[...]` is the data field: its length is put before it, and it is sent as a chain if it
   * is long. `${...}` is something the runner knows, see `case-variables.ts`.
   */
  send: z.string().min(1).optional(),
  /** As `send`, but unchanged: no GET RESPONSE afterwards. */
  sendOnly: z.string().min(1).optional(),
  /** Proves the administration key, by the mutual or the single protocol. */
  authenticate: z.enum(["mutual", "single"]).optional(),
  /** Status words that are right; x is any digit. Default: 9000. */
  sw: z.array(z.string().regex(hexPattern)).min(1).optional(),
  /**
   * The card has to refuse, with one of these status words by the clause. Refusing with another one is a warning: the clause
   * does not fix the status word.
   */
  refused: z.array(z.string().regex(hexPattern)).min(1).optional(),
  /** Why no source fixes the answer: another one is a warning with this reason, and the case goes on. */
  notFixed: z.string().min(1).optional(),
  /** What the answer's data have to be: hexadecimal, with x for any digit and `*` at the end for anything more. */
  data: z.string().regex(hexPattern).optional(),
  /** With `refused`: an answer without content is a warning, as some cards keep an object that was cleared. */
  orEmpty: z.boolean().optional(),
  /** Status words by which a card says that it does not have what is optional, or no room: the case is then not applicable. */
  optional: z.array(z.string().regex(hexPattern)).min(1).optional(),
  /** Keeps the status word under this name, for later steps. */
  remember: z.string().optional(),
  /** Keeps the answer's data under this name, for later steps. */
  rememberData: z.string().optional(),
});

const caseSchema = z.strictObject({
  id: z.string().regex(/^(?:PIV|S8)-[A-Z]+-\d{2}$/),
  title: z.string().min(1),
  /** Section of SP 800-73-4, Part 2 for PIV cards, of ISO/IEC 7816-4 for series 8 ones, unless another is named. */
  clause: z.string().min(1),
  effect: effectSchema,
  /**
   * Keys that have to be on the card: PIV key references, e.g. 9A, or purposes on series 8, e.g. authentication;
   * `administration` if that key has to be known, `puk` if the unblocking code has to be known although no step names it:
   * without it the case could not be undone.
   */
  needs: z.array(z.string()).default([]),
  interface: z.enum(["contact", "contactless"]).default("contact"),
  steps: z.array(stepSchema).min(1),
});

export const scriptSchema = z.strictObject({
  /** What the cases are about; for PIV the groups of SP 800-85A-4, in our words. */
  group: z.string().min(1),
  cases: z.array(caseSchema).min(1),
});

export type ApduEffect = z.infer<typeof effectSchema>;
export type ApduStep = z.infer<typeof stepSchema>;
export type ApduCase = z.infer<typeof caseSchema>;
export type ApduScript = z.infer<typeof scriptSchema>;
