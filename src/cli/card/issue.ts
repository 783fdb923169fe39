import { existsSync } from "node:fs";
import { Command } from "commander";
import { print, tell } from "../print.ts";

interface Options {
  card: string;
  output?: string;
  force: boolean;
}

/** `card issue`: a persona's card as a file. */
export function issueCommand(): Command {
  return new Command("issue")
    .description("Make a persona's card and save it in a file.")
    .argument("<persona>", "the persona whose card it is")
    .option("--card <profile>", "the card profile", "piv")
    .option("-o, --output <file>", "the file for the card (default: <persona>.<profile>.json)")
    .option("--force", "replace the file if it exists", false)
    .action(async (persona: string, { card, output = `${persona}.${card}.json`, force }: Options) => {
      const [{ PersonaCardIssuer }, { FileStore, lockCardFile, serialOnCard }, { TestkitError }] = await Promise.all([
        import("../../harness/index.ts"),
        import("../../virtual-card/index.ts"),
        import("../../foundation/errors/testkit-error.ts"),
      ]);
      const { image } = await (await PersonaCardIssuer.open()).make(persona, card);
      if (existsSync(output) && !force) {
        throw new TestkitError("CONFIGURATION_INVALID", { setting: output, reason: "the file is there; see --force" });
      }
      const release = lockCardFile(output);
      try {
        new FileStore(output).save(image);
      } finally {
        release();
      }
      print(`${output}\n`);
      tell(`Serial ${serialOnCard(image)}\n`);
    });
}
