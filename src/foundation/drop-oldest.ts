/** Removes the entry of a map or set that was put in first, if there are more than `most`. */
export function dropOldest<Key extends string | number>(entries: Map<Key, unknown> | Set<Key>, most: number): void {
  const [oldest] = entries.keys();
  if (entries.size > most && oldest !== undefined) entries.delete(oldest);
}
