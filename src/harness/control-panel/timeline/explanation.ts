import { catalogue, type ErrorCode } from "../../../foundation/errors/catalogue.ts";

/** What the catalogue says of a code. */
export function explanation(code: string): string | undefined {
  if (!Object.hasOwn(catalogue, code)) return undefined;
  const { cause, cure } = catalogue[code as ErrorCode];
  return `${cause}\n${cure}`;
}
