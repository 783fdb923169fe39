export { assumptionTable } from "./assumption-table.ts";
export { compare, type Comparison } from "./compare.ts";
export { gatherEvidence } from "./evidence/gather.ts";
export { comparisonReport, comparisonSchema, comparisonText } from "./report.ts";
export { writeShareSheet } from "./sheet/write-share-sheet.ts";
export { writeSettings } from "./write-settings.ts";
