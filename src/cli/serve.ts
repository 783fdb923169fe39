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
    .option("--internet-port <port>", "the port of the internet network; 0 for any free port", port, 8080)
    .option("--hscn-port <port>", "the port of the HSCN; 0 for any free port", port, 8081)
    .option("--redirect-uri <uri...>", "redirect URIs of the example relying party")
    .option("--relying-party <file...>", "JSON files with more relying parties")
    .option("--settings <file>", "a JSON file with settings for what public sources leave open")
    .option("--without-card", "let people sign in without a card as well, from a list on the page of CIS2", false)
    .option(
      "--public-url <origin>",
      "the origin of the internet network, if a proxy or container gives it another address",
      origin,
    )
    .option(
      "--hscn-public-url <origin>",
      "the origin of the HSCN, if a proxy or container gives it another address",
      origin,
    )
    .option("--tls", "speak TLS; the file of the certification authority is printed", false)
    .option("--store <address>", "memory:, sqlite:<file>, redis://host:port or redis+unix:<socket>", "memory:")
    .option("--control-port <port>", "serve the control API on this port; 0 for any free port", port)
    .option(
      "--control-host <address>",
      "an address that is not loopback needs a token in CIS2_TESTKIT_CONTROL_TOKEN",
      "127.0.0.1",
    )
    .option("--no-desktop", "start no readers and no client; sign in with those of this computer")
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
    .option(
      "--port-service-port <port...>",
      "the ports of the port service, where pages find the client (default: the five documented ports, then any)",
      ports,
    )
    .option("--signing-origin <origin...>", "sites whose pages may sign with the desktop's smartcard", origins)
    .option("--no-open", "print the passcode window's address instead of opening it in the browser")
    .option("--no-demo", "no demonstration system")
    .option("--demo-port <port>", "the port of the demonstration system; 0 for any free port", port, 8082)
    .option("--no-panel", "no control panel")
    .option(
      "--panel-port <port>",
      "the port of the control panel; 0 for any free port (default: 8083, or any free port if it is taken)",
      port,
    )
    .option("--api-platform-port <port>", "serve the fake API platform on this port; 0 for any free port", port)
    .option("--api-platform-app <file...>", "JSON files with apps of the API platform")
    .option("--api-platform-settings <file>", "a JSON file with settings of the API platform")
    .option(
      "--api-platform-public-url <origin>",
      "the origin of the API platform, if a proxy or container gives it another address",
      origin,
    )
    .option("--gas-port <port>", "serve the legacy exchange of the Identity Agent (CIS1), 0 for any free port", port)
    .option("--gas-settings <file>", "a JSON file with settings of the legacy exchange")
    .option(
      "--gas-public-url <origin>",
      "the origin of the legacy exchange, if a proxy or container gives it another address",
      origin,
    )
    .addOption(
      new Option("--log <level>", "what to log to standard error")
        .choices(["debug", "info", "warn", "error", "silent"])
        .default("warn"),
    )
    .addOption(quietOption)
    .addOption(verboseOption)
    .option(
      "--ready-file <file>",
      "the file for the ready line, written when everything can be reached; `cis2-testkit wait` waits for it",
    )
    .option("--json", "print the ready line as JSON", false)
    .action(async (options: RunServeOptions) => {
      const { runServe } = await import("./run-serve.ts");
      await runServe(options);
      // V8's own: bin/start.js gave the start little space for new objects, and requests get all they need.
      setFlagsFromString("--semi-space-growth-factor=2");
    });
}
