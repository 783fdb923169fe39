export { assumptionTable, type AssumptionRow, type InferredRequirement } from "./assumption-table.ts";
export { compare, type Comparison } from "./compare.ts";
export { gatherEvidence, type Sources } from "./evidence/gather.ts";
export { comparisonReport, type ComparisonReport, comparisonSchema, comparisonText } from "./report.ts";
export { writeShareSheet } from "./sheet/write-share-sheet.ts";
export { writeSettings } from "./write-settings.ts";
