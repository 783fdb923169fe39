import { statSync } from "node:fs";
import { join } from "node:path";
import { type SignInFile, signInFileSchema } from "../../control-api/timeline/timeline-control.ts";
import { readDataFile } from "../../foundation/data-file.ts";
import { type Report, reportSchema } from "./report.ts";

/** Reads the report.json of a report directory. Throws DATA_FILE_INVALID. */
export function readReport(directory: string): Report {
  return readDataFile(join(directory, "report.json"), reportSchema);
}

/** Reads a report directory, or the file of a sign-in that a control panel gave. Throws DATA_FILE_INVALID. */
export function readReportOrSignIn(path: string): { readonly report: Report } | { readonly signIn: SignInFile } {
  const isFile = statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
  return isFile ? { signIn: readDataFile(path, signInFileSchema) } : { report: readReport(path) };
}
