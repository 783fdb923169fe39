import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import {
  CompilerState,
  Extractor,
  ExtractorConfig,
  ExtractorLogLevel,
  type ExtractorMessage,
} from "@microsoft/api-extractor";

const root = join(import.meta.dirname, "../..");
const reportFolder = join(root, "docs/reference/api");

/**
 * Holds the declarations of a built package against the reports that are kept of them, one for each way in; with
 * `write`, writes those again. Returns the names of the reports that differed.
 */
export function compareApi(packageFolder: string, { write = false } = {}): string[] {
  const { exports } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    exports: Record<string, { types: string } | string>;
  };
  const waysIn = Object.entries(exports).flatMap(([subpath, target]) =>
    typeof target === "string" ? [] : [{ subpath, types: join(packageFolder, target.types) }],
  );
  const reportTempFolder = mkdtempSync(join(tmpdir(), "cis2-testkit-api-"));
  try {
    let compilerState: CompilerState | undefined;
    return waysIn.flatMap(({ subpath, types }) => {
      const reportFileName = subpath === "." ? "cis2-testkit" : basename(subpath);
      const apiReport = { enabled: true, reportFileName, reportFolder, reportTempFolder };
      const config = ExtractorConfig.prepare({
        configObject: { ...settings, projectFolder: packageFolder, mainEntryPointFilePath: types, apiReport },
        configObjectFullPath: undefined,
        packageJsonFullPath: join(packageFolder, "package.json"),
      });
      compilerState ??= CompilerState.create(config, { additionalEntryPoints: waysIn.map((way) => way.types) });
      const { apiReportChanged } = Extractor.invoke(config, { compilerState, localBuild: write, messageCallback });
      return apiReportChanged ? [`${reportFileName}.api.md`] : [];
    });
  } finally {
    rmSync(reportTempFolder, { recursive: true });
  }
}

function messageCallback(message: ExtractorMessage): void {
  if (message.logLevel !== ExtractorLogLevel.Error) message.logLevel = ExtractorLogLevel.None;
}

const silent = { logLevel: ExtractorLogLevel.None };

const settings = {
  compiler: {
    overrideTsconfig: {
      compilerOptions: { target: "es2024", module: "nodenext", types: ["node"], strict: true, skipLibCheck: true },
      include: ["dist/src/**/*.d.ts"],
    },
  },
  docModel: { enabled: false },
  dtsRollup: { enabled: false },
  tsdocMetadata: { enabled: false },
  messages: {
    // Comments have no release tags here, and a type that one way in leaves to another is no mistake.
    extractorMessageReporting: {
      default: { logLevel: ExtractorLogLevel.Warning },
      "ae-missing-release-tag": silent,
      "ae-forgotten-export": silent,
      "ae-undocumented": silent,
    },
    tsdocMessageReporting: { default: silent },
  },
};
