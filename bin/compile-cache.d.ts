export function compileCacheFolder(environment?: Readonly<Record<string, string | undefined>>): string | undefined;
