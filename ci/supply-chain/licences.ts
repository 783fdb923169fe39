/** What a dependency may be licensed under, in SPDX identifiers: licences that let the testkit be passed on under MIT. */
const allowed: ReadonlySet<string> = new Set([
  "0BSD",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "CC-BY-3.0", // data alone: spdx-exceptions
  "CC0-1.0",
  "ISC",
  "MIT",
]);

/** What may be used here, but is not passed on. */
const allowedInDevelopment: ReadonlySet<string> = new Set([...allowed, "MPL-2.0"]);

/** Whether a licence, as a package names it, lets it be used. Knows OR and AND of SPDX expressions without nesting. */
export function isAllowed(licence: string | undefined, dev: boolean): boolean {
  const names = dev ? allowedInDevelopment : allowed;
  const choices = licence?.replaceAll(/[()]/g, "").split(" OR ") ?? [];
  return choices.some((choice) => choice.split(" AND ").every((name) => names.has(name)));
}
