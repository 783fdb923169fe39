import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { Command } from "commander";
import { answerNames, type Answers, questions } from "../conformance/relying-party/init/questions.ts";
import { print, tell } from "./print.ts";

type Options = Answers & { readonly output: string; readonly force: boolean };

/** `cis2-testkit init relying-party`: writes a configuration, so that nobody starts from an empty file. */
export function initCommand(): Command {
  return new Command("init").description("Write a configuration file to start from.").addCommand(relyingPartyCommand());
}

function relyingPartyCommand(): Command {
  const command = new Command("relying-party")
    .description(
      "Write a configuration file for tests of a relying party. The command asks at the terminal for the values that no option gives. If every missing value has a default, the command asks nothing and uses the defaults.",
    )
    .option("-o, --output <file>", "the file to write", "cis2-testkit.config.mts")
    .option("--force", "replace the file if it exists", false);
  for (const name of answerNames) {
    const { option, value, question } = questions[name];
    command.option(`${option} <${value}>`, question);
  }
  return command.action(async (options: Record<string, unknown> & Options) => {
    const [init, { TestkitError }] = await Promise.all([
      import("../conformance/index.ts"),
      import("../foundation/errors/testkit-error.ts"),
    ]);
    const { output, force } = options;
    const given: Answers = Object.fromEntries(
      answerNames.flatMap((name) => {
        const value = options[keyOfOption(questions[name].option)];
        return typeof value === "string" ? [[name, value]] : [];
      }),
    );
    if (existsSync(output) && !force) {
      throw new TestkitError("CONFIGURATION_INVALID", { setting: output, reason: "the file is there; see --force" });
    }
    const open = init.unanswered(given);
    if (open.length > 0 && !process.stdin.isTTY) {
      command.error(`error: there is no terminal to ask at, so these are needed: ${open.join(", ")}`);
    }
    const answers = open.length === 0 ? given : await init.askAtTerminal(given);
    const { text, issuer } = init.initialConfiguration(answers, output);
    await writeFile(output, text);
    print(`${output}\n`);
    tell(`Set your system up with this issuer, and then run "cis2-testkit conformance":\n${issuer}\n`);
  });
}

/** As commander calls it: `--start-url` is `startUrl`. */
function keyOfOption(option: string): string {
  return option.slice(2).replaceAll(/-(\w)/g, (_all, letter: string) => letter.toUpperCase());
}
