/**
 * The scopes of an app for the level at which the person authenticated: those with exactly `:aal<level>:`. An app for
 * level 2 gets none for a person at level 3 (FilterScopesTokenExchange.js).
 */
export function scopesAtLevel(scopes: readonly string[], level: unknown): string[] {
  if (typeof level !== "string" && typeof level !== "number") return [];
  return scopes.filter((scope) => scope.includes(`:aal${level}:`));
}
