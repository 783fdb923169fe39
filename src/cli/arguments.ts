import { InvalidArgumentError } from "commander";

/** A TCP port; 0 stands for any free one. */
export function port(value: string): number {
  return wholeNumberUpTo(65_535)(value);
}

export function wholeNumberUpTo(most: number): (value: string) => number {
  return (value) => {
    if (!/^\d{1,9}$/.test(value) || Number(value) > most) {
      throw new InvalidArgumentError(`It has to be a whole number from 0 to ${most}.`);
    }
    return Number(value);
  };
}
