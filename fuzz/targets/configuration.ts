import { resolveConfiguration } from "../../src/conformance/index.ts";
import { parseJson } from "../runner/data-file.ts";
import { bytesOf, type FuzzTarget, unlessRefused } from "../runner/target.ts";

/** What a configuration file exports, and what is in the environment and on the command line. */
export const target: FuzzTarget = {
  name: "configuration",
  seeds: () =>
    [
      [{ target: "virtual", parallel: 2 }, { shard: "1/2" }, { CIS2_TESTKIT_TAGS: "@id:CARD-01" }],
      [{ order: "random:1", expected: "e.json", vpcdPort: 35963 }, {}, { CIS2_TESTKIT_PARALLEL: "4" }],
    ].map((input) => bytesOf(JSON.stringify(input))),
  dictionary: ["CIS2_TESTKIT_SHARD", "CIS2_TESTKIT_VPCD_PORT", "reportDir", "random:", "9999/9999"],
  open: () => ({
    run: (input) => {
      const [settings, flags, environment] = asList(parseJson(input));
      unlessRefused(() =>
        resolveConfiguration({
          file: { name: "the file", settings },
          flags: asRecord(flags),
          environment: Object.fromEntries(
            Object.entries(asRecord(environment)).map(([name, value]) => [name, String(value)]),
          ),
        }),
      );
    },
  }),
};

function asList(json: unknown): readonly unknown[] {
  return Array.isArray(json) ? json : [json];
}

function asRecord(json: unknown): Record<string, unknown> {
  return typeof json === "object" && json !== null && !Array.isArray(json) ? { ...json } : {};
}
