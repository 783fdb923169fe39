import { join } from "node:path";
import { readDataFile } from "../../foundation/data-file.ts";
import { type Report, reportSchema } from "./report.ts";

/** Reads the report.json of a report directory. Throws DATA_FILE_INVALID. */
export function readReport(directory: string): Report {
  return readDataFile(join(directory, "report.json"), reportSchema);
}
