import { Command, Option } from "commander";
import { port } from "../arguments.ts";
import { tell } from "../print.ts";

export interface ShowOptions {
  card: string;
  host: string;
  port: number;
  fault: string[];
  contactless: boolean;
  quickAck: boolean;
}

/** What `card insert` and `card trace` have in common: a card in a reader of pcscd until Ctrl-C. */
export function showCommand(name: string, description: string, onLine?: (line: string) => void): Command {
  return new Command(name)
    .description(description)
    .argument("<card>", "a card file or a persona; if it is a file, the command saves every change of the card there")
    .option("--card <profile>", "the card profile, if <card> is a persona", "piv")
    .option("--host <address>", "where pcscd runs", "127.0.0.1")
    .option("--port <port>", "the port of vpcd's reader", port, 35963)
    .addOption(
      new Option(
        "--fault <fault...>",
        "faults that the card has, such as mute:3 (no answer from the third command on); if a name is unknown, the error lists all faults",
      ).default([]),
    )
    .option("--contactless", "show the card as a contactless reader sees it", false)
    .option("--no-quick-ack", "do not ask the kernel for an immediate TCP acknowledgement of each command")
    .action(async (card: string, options: ShowOptions) => {
      const [{ isCardFile }, { lockCardFile }] = await Promise.all([
        import("./image-of.ts"),
        import("../../virtual-card/index.ts"),
      ]);
      const release = isCardFile(card) ? lockCardFile(card) : undefined;
      try {
        await show(card, options, onLine);
      } finally {
        release?.();
      }
    });
}

async function show(card: string, options: ShowOptions, onLine?: (line: string) => void): Promise<void> {
  const [{ imageOf }, { cardFault, faultyCard, serialOnCard, tracedCard, VpcdReader }] = await Promise.all([
    import("./image-of.ts"),
    import("../../virtual-card/index.ts"),
  ]);
  const faults = options.fault.map((fault) => cardFault(fault));
  const { image, store } = await imageOf(card, options.card);
  const made = faultyCard(image, faults, {
    interface: options.contactless ? "contactless" : "contact",
    store,
  });
  const interrupted = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => {
      interrupted.abort();
    });
  const reader = new VpcdReader({
    host: options.host,
    port: options.port,
    quickAck: options.quickAck,
    onChange: (state) => {
      tell(`The card ${serialOnCard(image)} is ${state === "inserted" ? "in" : "out of"} the reader.\n`);
    },
  });
  tell(`Waiting for vpcd at ${options.host}, port ${options.port}. Ctrl-C takes the card out.\n`);
  try {
    await reader.insert(onLine === undefined ? made : tracedCard(made, onLine), interrupted.signal);
    await new Promise<void>((resolve) => {
      const hold = setInterval(() => undefined, 2 ** 30);
      interrupted.signal.addEventListener("abort", () => {
        clearInterval(hold);
        resolve();
      });
    });
  } catch (error) {
    if (!interrupted.signal.aborted) throw error;
  } finally {
    await reader.eject();
  }
}
