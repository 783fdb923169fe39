import { Command, Option } from "commander";
import { origin, origins, port, ports, wholeNumberUpTo } from "./arguments.ts";
import { logVolumeOptions } from "./show-run.ts";

interface Options {
  origin: string[];
  signingOrigin?: string[];
  textPayloads: boolean;
  reader?: string;
  passcode: "window" | "terminal" | "environment";
  portServicePort?: number[];
  port: number;
  open: boolean;
  expiryNotice: number;
  identityAgent: boolean;
  gas?: string;
  role?: string;
  ticketAddress?: string;
  log: string;
  json: boolean;
}

/** Where `serve` listens by default. */
const defaultOrigins = ["http://127.0.0.1:8080", "http://127.0.0.1:8081"];

/** `cis2-testkit client`: what Smartcard Connect and Credential Management are on a desktop, until it is interrupted. */
export function clientCommand(): Command {
  const [quietOption, verboseOption] = logVolumeOptions();
  return new Command("client")
    .description("Run the client of a desktop: pages of the allowed origins can use the card in the reader.")
    .option(
      "--origin <origin...>",
      "the sites that may use the card; those `serve` listens at by default",
      defaultOrigins,
    )
    .option("--signing-origin <origin...>", "sites that may use the signing hub alone, besides those", origins)
    .option("--text-payloads", "sign payloads that are no base64 as text, instead of refusing them", false)
    .option("--reader <name>", "the reader to use; without it there has to be exactly one card")
    .addOption(
      new Option("--passcode <source>", "who is asked for the passcode")
        .choices(["window", "terminal", "environment"])
        .default("window"),
    )
    .option("--no-open", "print the passcode window's address instead of opening it in the browser")
    .option("--port <port>", "where the user's own service listens; 0 for any free one", port, 0)
    .option(
      "--port-service-port <port...>",
      "where the port service listens; the five documented ports by default",
      ports,
    )
    .option(
      "--expiry-notice <days>",
      "from how many days before its certificate expires the passcode window says so",
      wholeNumberUpTo(1095),
      90,
    )
    .option("--identity-agent", "play the deprecated Identity Agent: taking the card out ends the session", false)
    .option(
      "--gas <origin>",
      "the Identity Agent also signs in at this legacy service (CIS1) when a card is put in",
      origin,
    )
    .option("--role <id>", "the role that the Identity Agent chooses of several")
    .option("--ticket-address <url>", "where to send the ticket: PUT <url>/set_ticket/<ticket>", origin)
    .addOption(
      new Option("--log <level>", "what to log to standard error")
        .choices(["debug", "info", "warn", "error", "silent"])
        .default("info"),
    )
    .addOption(quietOption)
    .addOption(verboseOption)
    .option("--json", "print the ready line and the log as JSON", false)
    .action(async (options: Options) => {
      const { runClient } = await import("./run-client.ts");
      await runClient(options);
    });
}
