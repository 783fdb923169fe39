import { once } from "node:events";
import { readerSpecification, runProgram, startPcscDesktop, type PcscDesktop } from "../harness/index.ts";
import { servesFromNowOn } from "./output-failure.ts";
import { createLogger } from "../foundation/create-logger.ts";
import { print } from "./print.ts";
import { jsonText } from "../foundation/printable.ts";
import { namePortSetting } from "../foundation/name-port-setting.ts";

export interface RunPcscOptions {
  readonly card?: readonly string[];
  readonly reader?: readonly string[];
  readonly readersInTable: number;
  readonly controlPort?: number;
  readonly json: boolean;
}

/** Where a program finds the control API of its readers. */
const controlVariable = "CIS2_TESTKIT_CONTROL_API";

/** Shows the readers while the program runs, and takes its exit code; without a program until it is interrupted. */
export async function runPcsc([program, ...parameters]: readonly string[], options: RunPcscOptions): Promise<void> {
  const { card: given, reader = [], readersInTable, controlPort } = options;
  const cards = given ?? (reader.length > 0 ? [] : ["piv:one-role"]);
  const token = process.env["CIS2_TESTKIT_CONTROL_TOKEN"];
  const desktop = await namePortSetting({ "--control-port": controlPort }, () =>
    startPcscDesktop({
      readers: [...cards.map(readerSpecification), ...reader.map((name) => ({ name }))],
      tableSize: readersInTable,
      logger: createLogger({ level: "warn" }),
      ...(controlPort !== undefined && { control: { port: controlPort, token } }),
    }),
  );
  try {
    if (program === undefined) {
      print(options.json ? `${jsonText(described(desktop))}\n` : forShell(desktop));
      servesFromNowOn();
      await Promise.race(["SIGINT", "SIGTERM"].map((signal) => once(process, signal)));
    } else {
      process.exitCode = (await runProgram([program, ...parameters], variables(desktop))).exitCode;
    }
  } finally {
    await desktop.close();
  }
}

function variables({ environment, control }: PcscDesktop): Readonly<Record<string, string>> {
  return { ...environment, ...(control !== undefined && { [controlVariable]: control }) };
}

function described(desktop: PcscDesktop) {
  return { environment: variables(desktop), readers: desktop.readers.readers() };
}

/** Lines that a POSIX shell can read. */
function forShell(desktop: PcscDesktop): string {
  return Object.entries(variables(desktop))
    .map(([name, value]) => `export ${name}='${value.replaceAll("'", `'\\''`)}'\n`)
    .join("");
}
