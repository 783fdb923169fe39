const generated =
  /^(?:Expected values to (?:not )?be|Expected "actual"|The expression evaluated to a falsy value|The input (?:did not|was))/;

/**
 * The reason of a failure in words for who reads the report. An assertion without its own message speaks of code and
 * shows a difference of values; of it the values stay, and the step says what was expected of them.
 */
export function plainReason(message: string, step: string | undefined): string {
  if (!generated.test(message)) return message;
  const sentence = `"${step ?? "a step"}" did not hold`;
  const [, found, expected] = /^(.+) !== (.+)$/m.exec(message) ?? [];
  if (found !== undefined && expected !== undefined) return `${sentence}: found ${found}, expected ${expected}`;
  const lines = message.split("\n").slice(1);
  const having = (sign: string) =>
    lines
      .filter((line) => line.startsWith(`${sign} `) && line !== "+ actual - expected")
      .map((line) => line.slice(1).trim())
      .join(" ");
  const [more, less] = [having("+"), having("-")];
  const parts = [more && `found ${more}`, less && `expected ${less}`].filter((part) => part !== "");
  return parts.length === 0 ? sentence : `${sentence}: ${parts.join(", ")}`;
}
