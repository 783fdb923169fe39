import { parseArgs, type ParseArgsOptionsConfig } from "node:util";

/** The options of a script of the project, and the words that are none. */
export type ScriptOptions<Config extends ParseArgsOptionsConfig> = ReturnType<
  typeof parseArgs<{ options: Config & { help: { type: "boolean" } }; allowPositionals: true }>
>;

/**
 * Reads what a script was given. Ends the process with 0 after printing `usage` if that is `--help`, and with 2 after a reason
 * and `usage` for what it does not take: `problem` returns the reason, or undefined.
 */
export function scriptOptions<Config extends ParseArgsOptionsConfig>(
  usage: string,
  options: Config,
  problem: (given: ScriptOptions<Config>) => string | undefined,
): ScriptOptions<Config> {
  const refuse = (reason: string): never => {
    process.stderr.write(`${reason}\n\n${usage}\n`);
    process.exit(2);
  };
  try {
    const all = { ...options, help: { type: "boolean", short: "h" } } as const;
    const given = parseArgs({ options: all, allowPositionals: true });
    if ("help" in given.values) {
      process.stdout.write(`${usage}\n`);
      process.exit(0);
    }
    const reason = problem(given);
    return reason === undefined ? given : refuse(reason);
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}

/** Why these cannot be minutes and a seed; undefined if they can. */
export function minutesProblem(minutes: string | undefined, seed: string | undefined): string | undefined {
  if (!(Number(minutes) > 0)) return `--minutes ${String(minutes)} is no number of minutes.`;
  return seed === undefined || Number.isInteger(Number(seed)) ? undefined : `--seed ${seed} is no whole number.`;
}

/** The seed that was given, or a random one. */
export function seedOf(seed: string | undefined): number {
  return seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(seed);
}
