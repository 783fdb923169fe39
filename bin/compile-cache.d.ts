type Environment = Readonly<Record<string, string | undefined>>;

export function cachePlace(
  environment?: Environment,
  platform?: string,
): { readonly folder: string } | { readonly belowHome: readonly [string, ...string[]] };
export function compileCacheFolder(environment?: Environment): string | undefined;
