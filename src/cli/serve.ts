import { Command, Option } from "commander";
import { port } from "./arguments.ts";

interface Options {
  host: string;
  internetPort: number;
  hscnPort: number;
  redirectUri?: string[];
  log: string;
  json: boolean;
}

/** `cis2-testkit serve`: the fake CIS2 for somebody else's relying party, until it is interrupted. */
export function serveCommand(): Command {
  return new Command("serve")
    .description("Run the fake CIS2, with a listener for the internet and one for the HSCN.")
    .option("--host <address>", "the address to listen on", "127.0.0.1")
    .option("--internet-port <port>", "0 for any free one", port, 8080)
    .option("--hscn-port <port>", "0 for any free one", port, 8081)
    .option("--redirect-uri <uri...>", "where the relying party wants the browser back")
    .addOption(
      new Option("--log <level>", "what to log to standard error")
        .choices(["debug", "info", "warn", "error", "silent"])
        .default("warn"),
    )
    .option("--json", "print the ready line as JSON", false)
    .action(async (options: Options) => {
      const [{ serveFakeCis2 }, { createLogger }] = await Promise.all([
        import("../environment/index.ts"),
        import("../foundation/logger.ts"),
      ]);
      const { ready, close } = await serveFakeCis2({
        host: options.host,
        ports: { internet: options.internetPort, hscn: options.hscnPort },
        logger: createLogger({ level: options.log }),
        ...(options.redirectUri === undefined ? {} : { redirectUris: options.redirectUri }),
      });
      process.stdout.write(options.json ? `${JSON.stringify(ready)}\n` : inWords(ready));
      for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void close());
    });
}

function inWords(ready: Readonly<Record<string, string | readonly string[]>>): string {
  const lines = Object.entries(ready).map(([name, value]) => `  ${name.padEnd(18)} ${[value].flat().join(" ")}`);
  return ["The fake CIS2 is ready. Set your relying party up with:", ...lines, "Ctrl-C ends it.", ""].join("\n");
}
