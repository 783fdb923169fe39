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
    .description("Run the client on this computer. Pages of the allowed origins can then use the card in the reader.")
    .option("--origin <origin...>", "the sites that may use the card", defaultOrigins)
    .option(
      "--signing-origin <origin...>",
      "more sites, which may only sign prescriptions (with the signing hub)",
      origins,
    )
    .option("--text-payloads", "if a payload is not base64, sign it as text instead of refusing it", false)
    .option("--reader <name>", "the reader to use; without it exactly one reader must hold a card")
    .addOption(
      new Option(
        "--passcode <source>",
        "how the client gets the passcode: from its window, the terminal or CIS2_TESTKIT_PASSCODE",
      )
        .choices(["window", "terminal", "environment"])
        .default("window"),
    )
    .option("--no-open", "print the passcode window's address instead of opening it in the browser")
    .option(
      "--port <port>",
      "the port at which the client answers pages that want to use the card; 0 for any free port",
      port,
      0,
    )
    .option(
      "--port-service-port <port...>",
      "the ports of the port service (default: the five documented ports)",
      ports,
    )
    .option(
      "--expiry-notice <days>",
      "the passcode window shows a notice from this many days before the certificate expires",
      wholeNumberUpTo(1095),
      90,
    )
    .option("--identity-agent", "act as the deprecated Identity Agent: if the card is removed, the session ends", false)
    .option(
      "--gas <origin>",
      "when a card is inserted, the Identity Agent also signs in at this legacy service (CIS1)",
      origin,
    )
    .option("--role <id>", "the role that the Identity Agent selects if the person has several")
    .option(
      "--ticket-address <url>",
      "with --gas: where the Identity Agent sends its ticket, as PUT <url>/set_ticket/<ticket>",
      origin,
    )
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
