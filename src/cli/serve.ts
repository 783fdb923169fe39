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
      "Run the fake CIS2, with one port for the internet and one port for the HSCN. The command also runs a desktop with virtual readers and a client, and a demonstration system for sign-ins.",
    )
    .option("--host <address>", "the address to listen on", "127.0.0.1")
    .option("--internet-port <port>", "the fake CIS2's port for the internet; 0 for any free port", port, 8080)
    .option("--hscn-port <port>", "the fake CIS2's port for the HSCN; 0 for any free port", port, 8081)
    .option("--redirect-uri <uri...>", "redirect URIs of the example relying party")
    .option("--relying-party <file...>", "JSON files with more relying parties")
    .option(
      "--settings <file>",
      "a JSON file with settings of the fake CIS2, for behaviour that public sources do not describe",
    )
    .option("--without-card", "also let people sign in without a card; CIS2's page then shows a list of people", false)
    .option(
      "--public-url <origin>",
      "the fake CIS2's origin on the internet, if a proxy or container gives it another address",
      origin,
    )
    .option(
      "--hscn-public-url <origin>",
      "the fake CIS2's origin on the HSCN, if a proxy or container gives it another address",
      origin,
    )
    .option("--tls", "use TLS, and print the path of the certification authority's certificate file", false)
    .option(
      "--store <address>",
      "where to store data: memory:, sqlite:<file>, redis://host:port or redis+unix:<socket>",
      "memory:",
    )
    .option("--control-port <port>", "serve the control API on this port; 0 for any free port", port)
    .option(
      "--control-host <address>",
      "the address of the control API; an address that is not loopback needs a token in CIS2_TESTKIT_CONTROL_TOKEN",
      "127.0.0.1",
    )
    .option(
      "--no-desktop",
      "start no virtual readers and no client; people sign in with the readers and the client of this computer",
    )
    .option(
      "--pcsc",
      "print an environment variable, with which this user's PC/SC programs use the virtual readers (Linux only)",
      false,
    )
    .option(
      "--readers-in-table <number>",
      "with --pcsc: the number of readers for which libpcsclite was built, 16 or 48",
      wholeNumberUpTo(255),
      16,
    )
    .option("--persona <name>", "the persona whose smartcard is in the reader at the start", "one-role")
    .option("--card <profile>", "the card profile of this smartcard", "piv")
    .option(
      "--port-service-port <port...>",
      "the ports of the port service, where pages find the client (default: the five documented ports, then any)",
      ports,
    )
    .option("--signing-origin <origin...>", "sites whose pages may sign with the desktop's smartcard", origins)
    .option("--no-open", "print the passcode window's address instead of opening it in the browser")
    .option("--no-demo", "start no demonstration system")
    .option("--demo-port <port>", "the port of the demonstration system; 0 for any free port", port, 8082)
    .option("--no-panel", "start no control panel")
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
    .option(
      "--gas-port <port>",
      "serve gas, the sign-in service of CIS1 that the Identity Agent uses, on this port; 0 for any free port",
      port,
    )
    .option("--gas-settings <file>", "a JSON file with settings of gas")
    .option("--gas-public-url <origin>", "the origin of gas, if a proxy or container gives it another address", origin)
    .addOption(
      new Option("--log <level>", "what to log to standard error")
        .choices(["debug", "info", "warn", "error", "silent"])
        .default("warn"),
    )
    .addOption(quietOption)
    .addOption(verboseOption)
    .option(
      "--ready-file <file>",
      "write the ready line, with the addresses, to this file when everything can be reached; `cis2-testkit wait` waits for this file",
    )
    .option("--json", "print the ready line, with the addresses, as JSON", false)
    .action(async (options: RunServeOptions) => {
      const { runServe } = await import("./run-serve.ts");
      await runServe(options);
      // V8's own: bin/start.js gave the start little space for new objects, and requests get all they need.
      setFlagsFromString("--semi-space-growth-factor=2");
    });
}
