import { issuerPath } from "../../../fake-cis2/index.ts";
import { resolveConfiguration } from "../../config/configuration.ts";
import { openTerminal } from "../drivers/terminal.ts";
import { configurationText, targetOf } from "./configuration-text.ts";
import { type Answers, askFor } from "./questions.ts";

export interface InitialConfiguration {
  /** A configuration file in TypeScript. */
  readonly text: string;
  /** What the system is set up with, for runs with this configuration. */
  readonly issuer: string;
}

/** Throws CONFIGURATION_INVALID, naming the field, if the answers make no configuration that could be run. */
export function initialConfiguration(answers: Answers, name: string): InitialConfiguration {
  const relyingParty = targetOf(answers);
  const file = { name, settings: { target: "relying-party", relyingParty } };
  resolveConfiguration({ flags: {}, environment: {}, file });
  const issuer = `http://127.0.0.1:${relyingParty.cis2?.port ?? 0}${issuerPath}`;
  return { text: configurationText(answers), issuer };
}

/** Asks at the terminal of this process what has no answer yet. Rejects with DRIVER_MISSING if there is none. */
export async function askAtTerminal(given: Answers): Promise<Answers> {
  const terminal = openTerminal();
  try {
    return await askFor(given, (question) => terminal.ask(question));
  } finally {
    terminal.close();
  }
}
