import type { Feature, Pickle, Scenario, Step } from "@cucumber/messages";

/** The cells of the example row a pickle was made from; undefined if it comes from no outline. */
export function exampleOf({ astNodeIds }: Pickle, feature: Feature): string | undefined {
  const rows = scenariosOf(feature)
    .flatMap(({ examples }) => examples)
    .flatMap(({ tableBody }) => tableBody);
  return rows
    .find(({ id }) => astNodeIds.includes(id))
    ?.cells.map(({ value }) => value)
    .join(", ");
}

/** The line of each step of a feature, by the step's id. */
export function stepLines(feature: Feature): ReadonlyMap<string, number> {
  const backgrounds = childrenOf(feature).flatMap(({ background }) => background?.steps ?? []);
  const steps: readonly Step[] = [...backgrounds, ...scenariosOf(feature).flatMap((scenario) => scenario.steps)];
  return new Map(steps.map(({ id, location }) => [id, location.line]));
}

function scenariosOf(feature: Feature): readonly Scenario[] {
  return childrenOf(feature).flatMap(({ scenario }) => scenario ?? []);
}

/** Those of the feature and of its rules. */
function childrenOf({ children }: Feature) {
  return children.flatMap((child) => [child, ...(child.rule?.children ?? [])]);
}
