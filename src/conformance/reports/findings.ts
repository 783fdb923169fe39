import { keyOf } from "../verdicts/scenario-result.ts";
import type { Report } from "./report.ts";

const levels = ["MUST", "SHOULD", "MAY"] as const;

/** Something to fix, and all scenarios that found it. */
export interface ReportedFinding {
  readonly level: (typeof levels)[number];
  readonly cure: string;
  readonly source: string;
  readonly url: string;
  readonly scenarios: readonly string[];
}

/** The titles under which steps attach findings. */
export const findingTitles = { toFix: "What to fix", alsoSeen: "Also seen" } as const;

/** What a step attaches: level and cure, the source and its address, a line each. */
export function findingText({ level, cure, source, url }: Omit<ReportedFinding, "scenarios">): string {
  return `${level}: ${cure}\n${source}\n${url}`;
}

/** What has to be fixed, each once: the most serious first, then what most scenarios found. */
export function findingsOf({ scenarios }: Pick<Report, "scenarios">): readonly ReportedFinding[] {
  const found = new Map<string, ReportedFinding>();
  for (const scenario of scenarios) {
    for (const { title, body } of scenario.evidence) {
      if (title !== findingTitles.toFix && title !== findingTitles.alsoSeen) continue;
      const read = readFinding(body);
      if (!read) continue;
      const keys = found.get(body)?.scenarios ?? [];
      found.set(body, { ...read, scenarios: [...new Set([...keys, keyOf(scenario)])] });
    }
  }
  return [...found.values()].sort(
    (one, other) =>
      levels.indexOf(one.level) - levels.indexOf(other.level) || other.scenarios.length - one.scenarios.length,
  );
}

function readFinding(text: string): Omit<ReportedFinding, "scenarios"> | undefined {
  const [first = "", source = "", url = ""] = text.split("\n");
  const [, name, cure] = /^(\w+): (.+)$/.exec(first) ?? [];
  const level = levels.find((one) => one === name);
  if (level === undefined || cure === undefined || !/^https:\/\//.test(url)) return undefined;
  return { level, cure, source, url };
}
