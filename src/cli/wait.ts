import { Command } from "commander";
import { wholeNumberUpTo } from "./arguments.ts";

interface Options {
  timeout: number;
}

/** `cis2-testkit wait`: ends as soon as servers can be used, and fails if they cannot in time. */
export function waitCommand(): Command {
  return new Command("wait")
    .description(
      "Wait until servers can be used: until `serve --ready-file` has written a file, or until an address answers.",
    )
    .argument("<targets...>", "files and http(s) addresses; the command waits until all are ready")
    .option("--timeout <seconds>", "how long to wait for all of them", wholeNumberUpTo(86_400), 60)
    .action(async (targets: string[], { timeout }: Options) => {
      const { waitForReady } = await import("./ready/wait-for-ready.ts");
      await waitForReady(targets, timeout);
    });
}
