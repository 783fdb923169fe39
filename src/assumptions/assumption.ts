/** FACT: a source says it. INFERENCE: our reading. UNKNOWN: no source was found. OURS: made up here, and said to be so. */
export type Basis = "FACT" | "INFERENCE" | "UNKNOWN" | "OURS";

/** An option of `cis2-testkit compare` that takes what shows it. */
export type CompareOption = "--issuer" | "--har" | "--id-token" | "--userinfo" | "--token-response" | "--logout-token";

/** Something the product takes to be so of the real CIS2. Ids never change, and are never used again. */
export interface Assumption {
  readonly id: string;
  readonly basis: Basis;
  /** What is assumed, and what speaks for it. */
  readonly evidence: string;
  /** What somebody with access to the real one does to find out. */
  readonly check: string;
  /** The options of `compare` that take what is found. None if `compare` cannot tell. */
  readonly options: readonly CompareOption[];
}

/** The description of a setting: what the default is based on, and the id by which `compare` speaks of it. */
export function described({ id, basis, evidence }: Assumption): string {
  return `${evidence} ${basis}, ${id}.`;
}
