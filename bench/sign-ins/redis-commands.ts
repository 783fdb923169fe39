/** How many commands a Redis has done by its `INFO commandstats`, but for those that ask for it. */
export function commandsDone(commandstats: string): number {
  const calls = [...commandstats.matchAll(/^cmdstat_([^:]+):calls=(\d+)/gm)];
  return calls.reduce((sum, [, command, count]) => sum + (command === "info" ? 0 : Number(count)), 0);
}
