import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const step = z.looseObject({ id: z.string().optional(), run: z.string().optional(), script: z.string().optional() });
const gitlabJob = z.looseObject({ script: z.array(z.string()) });

/** What a template runs for a relying party, as one script: from the installation to the verdict. */
export interface TemplateScripts {
  readonly install: string;
  readonly test: string;
}

/** Each script as its system runs it: every line has to end with 0. */
const joined = (lines: readonly string[]) => lines.join("\n");
/** Those that have a shell each. */
const apart = (scripts: readonly string[]) => joined(scripts.map((script) => `(${script}\n)`));

function gitlab(): TemplateScripts {
  const jobs = parse(read("ci/templates/gitlab-ci.yml")) as Record<string, unknown>;
  const { before_script: before } = z.looseObject({ before_script: z.array(z.string()) }).parse(jobs[".cis2-testkit"]);
  return { install: joined(before), test: joined(gitlabJob.parse(jobs["cis2-relying-party"]).script) };
}

function azure(): TemplateScripts {
  const { steps } = z.looseObject({ steps: z.array(step) }).parse(parse(read("ci/templates/azure-pipelines.yml")));
  const [install = "", ...rest] = steps.flatMap(({ script }) => script ?? []).map(macros);
  return { install: apart([install]), test: apart(rest.slice(0, 2)) };
}

/** Azure puts the values of variables in before the shell sees the script. */
function macros(script: string): string {
  return script
    .replaceAll("$(cis2TestkitRepository)", "$CIS2_TESTKIT_REPOSITORY")
    .replaceAll("$(cis2TestkitStart)", "$CIS2_TESTKIT_START")
    .replaceAll("$(issuer)", "$ISSUER")
    .replaceAll("$(reports)", "reports");
}

function jenkins(): TemplateScripts {
  const text = read("ci/templates/Jenkinsfile");
  const scripts = [...text.matchAll(/sh '''([^]*?)'''|sh '(.*)'$/gm)].map(([, long, short]) => long ?? short ?? "");
  return { install: apart(scripts.slice(0, 3)), test: apart(scripts.slice(3)) };
}

function github(): TemplateScripts {
  const { runs } = z.looseObject({ runs: z.looseObject({ steps: z.array(step) }) }).parse(parse(read("action.yml")));
  const scripts = runs.steps.map(({ run }) => run).filter((run) => run !== undefined);
  const [install = "", test = "", outputs = ""] = scripts;
  return {
    install: apart([`cd "$GITHUB_ACTION_PATH"\n${install}`]),
    test: joined([`exit_code=0; (${test}) || exit_code=$?`, outputs, "exit $exit_code"]),
  };
}

export const templateScripts: Readonly<Record<string, () => TemplateScripts>> = {
  "action.yml": github,
  "ci/templates/gitlab-ci.yml": gitlab,
  "ci/templates/azure-pipelines.yml": azure,
  "ci/templates/Jenkinsfile": jenkins,
};

/** The scripts of GitLab's jobs that run in parts and are merged: of one part, and of the merge. */
export function gitlabParts(): { readonly part: string; readonly merge: string } {
  const jobs = parse(read("ci/templates/gitlab-ci.yml")) as Record<string, unknown>;
  const script = (name: string) => joined(gitlabJob.parse(jobs[name]).script);
  return { part: script("cis2-cards"), merge: script("cis2-cards-report") };
}
