import { Command, Option } from "commander";
import { port } from "./arguments.ts";

interface Options {
  host: string;
  internetPort: number;
  hscnPort: number;
  redirectUri?: string[];
  relyingParty?: string[];
  publicUrl?: string;
  store: string;
  controlPort?: number;
  controlHost: string;
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
    .option("--relying-party <file...>", "JSON files with more relying parties")
    .option("--public-url <origin>", "the internet network's address, where a proxy or container gives it another")
    .option("--store <address>", "memory:, sqlite:<file>, redis://host:port or redis+unix:<socket>", "memory:")
    .option("--control-port <port>", "serve the control API on this port, 0 for any free one", port)
    .option("--control-host <address>", "off loopback it needs a token in CIS2_TESTKIT_CONTROL_TOKEN", "127.0.0.1")
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
        store: options.store,
        ...(options.redirectUri === undefined ? {} : { redirectUris: options.redirectUri }),
        ...(options.relyingParty === undefined ? {} : { relyingPartyFiles: options.relyingParty }),
        ...(options.publicUrl === undefined ? {} : { publicUrl: options.publicUrl }),
        ...(options.controlPort === undefined
          ? {}
          : { control: controlOptions(options.controlHost, options.controlPort) }),
      });
      process.stdout.write(options.json ? `${JSON.stringify(ready)}\n` : inWords(ready));
      for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void close());
    });
}

/** The token comes by the environment, where other users of the machine do not see it. */
function controlOptions(host: string, port: number): { host: string; port: number; token?: string } {
  const token = process.env["CIS2_TESTKIT_CONTROL_TOKEN"];
  return token === undefined ? { host, port } : { host, port, token };
}

function inWords(ready: Readonly<Record<string, string | readonly string[]>>): string {
  const lines = Object.entries(ready).map(([name, value]) => `  ${name.padEnd(18)} ${[value].flat().join(" ")}`);
  return ["The fake CIS2 is ready. Set your relying party up with:", ...lines, "Ctrl-C ends it.", ""].join("\n");
}
