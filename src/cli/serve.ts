import { setFlagsFromString } from "node:v8";
import { Command, Option } from "commander";
import { origin, origins, port, ports, wholeNumberUpTo } from "./arguments.ts";
import type { RunServeOptions } from "./run-serve.ts";
import { logVolumeOptions } from "./show-run.ts";

/** `cis2-testkit serve`: the fake CIS2 and what belongs around it, until it is interrupted. */
export function serveCommand(): Command {
  const [quietOption, verboseOption] = logVolumeOptions();
  return new Command("serve")
    .description(
      "Run the fake CIS2, with a listener for the internet and one for the HSCN. Beside it are a desktop with virtual " +
        "readers and a client, and a demonstration system to sign in to.",
    )
    .option("--host <address>", "the address to listen on", "127.0.0.1")
    .option("--internet-port <port>", "0 for any free one", port, 8080)
    .option("--hscn-port <port>", "0 for any free one", port, 8081)
    .option("--redirect-uri <uri...>", "redirect URIs of the example relying party")
    .option("--relying-party <file...>", "JSON files with more relying parties")
    .option("--settings <file>", "a JSON file with settings for what public sources leave open")
    .option("--without-card", "let people sign in without a card as well, from a list on the page of CIS2", false)
    .option("--public-url <origin>", "the internet network's address, if a proxy or container gives another", origin)
    .option("--hscn-public-url <origin>", "the same for the HSCN", origin)
    .option("--tls", "speak TLS, with a certificate of an authority whose file is printed", false)
    .option("--store <address>", "memory:, sqlite:<file>, redis://host:port or redis+unix:<socket>", "memory:")
    .option("--control-port <port>", "serve the control API on this port, 0 for any free one", port)
    .option("--control-host <address>", "off loopback it needs a token in CIS2_TESTKIT_CONTROL_TOKEN", "127.0.0.1")
    .option("--no-desktop", "no readers and no client: those of this computer are used, or none")
    .option(
      "--pcsc",
      "let PC/SC programs of this user see the readers: set the printed variable for them (Linux)",
      false,
    )
    .option(
      "--readers-in-table <number>",
      "with --pcsc: how many readers libpcsclite was built for, 16 or 48",
      wholeNumberUpTo(255),
      16,
    )
    .option("--persona <name>", "whose smartcard is in the reader at the start", "one-role")
    .option("--card <profile>", "the kind of smartcard", "piv")
    .option("--port-service-port <port...>", "where pages find the client; the documented ports first", ports)
    .option("--signing-origin <origin...>", "sites whose pages may sign with the desktop's smartcard", origins)
    .option("--no-open", "print the passcode window's address instead of opening it in the browser")
    .option("--no-demo", "no demonstration system")
    .option("--demo-port <port>", "where it is; 0 for any free one", port, 8082)
    .option("--no-panel", "no control panel")
    .option(
      "--panel-port <port>",
      "where it is; 0 for any free one (default: 8083, or any free one if it is taken)",
      port,
    )
    .option("--api-platform-port <port>", "serve the fake API platform on this port, 0 for any free one", port)
    .option("--api-platform-app <file...>", "JSON files with apps of the API platform")
    .option("--api-platform-settings <file>", "a JSON file with settings of the API platform")
    .option("--api-platform-public-url <origin>", "its address, where a proxy or container gives another", origin)
    .option("--gas-port <port>", "serve the legacy exchange of the Identity Agent (CIS1), 0 for any free port", port)
    .option("--gas-settings <file>", "a JSON file with settings of the legacy exchange")
    .option("--gas-public-url <origin>", "its address, where a proxy or container gives another", origin)
    .addOption(
      new Option("--log <level>", "what to log to standard error")
        .choices(["debug", "info", "warn", "error", "silent"])
        .default("warn"),
    )
    .addOption(quietOption)
    .addOption(verboseOption)
    .option(
      "--ready-file <file>",
      "write the ready line here when all can be reached; `cis2-testkit wait` waits for it",
    )
    .option("--json", "print the ready line as JSON", false)
    .action(async (options: RunServeOptions) => {
      const { runServe } = await import("./run-serve.ts");
      await runServe(options);
      // V8's own: bin/start.js gave the start little space for new objects, and requests get all they need.
      setFlagsFromString("--semi-space-growth-factor=2");
    });
}
