import { InvalidArgumentError } from "commander";

/** A TCP port; 0 stands for any free one. */
export function port(value: string): number {
  return wholeNumberUpTo(65_535)(value);
}

/** TCP ports, for an option that is given several. */
export function ports(value: string, before: readonly number[] = []): number[] {
  return [...before, port(value)];
}

/** Scheme, host and port of an http(s) address. */
export function origin(value: string): string {
  const url = URL.parse(value);
  if (url === null || !/^https?:$/.test(url.protocol) || `${url.origin}/` !== url.href) {
    throw new InvalidArgumentError("It has to be of the form https://host or https://host:port.");
  }
  return url.origin;
}

/** Origins, for an option that is given several. */
export function origins(value: string, before: readonly string[] = []): string[] {
  return [...before, origin(value)];
}

/** An http(s) address with a path. */
export function httpAddress(value: string): string {
  if (/^https?:$/.test(URL.parse(value)?.protocol ?? "")) return value;
  throw new InvalidArgumentError("It has to be an http(s) address.");
}

export function wholeNumberUpTo(most: number): (value: string) => number {
  return (value) => {
    if (!/^\d{1,9}$/.test(value) || Number(value) > most) {
      throw new InvalidArgumentError(`It has to be a whole number from 0 to ${most}.`);
    }
    return Number(value);
  };
}
