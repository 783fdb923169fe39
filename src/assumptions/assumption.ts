/** FACT: a source says it. INFERENCE: our reading. UNKNOWN: no source was found. OURS: made up here, and said to be so. */
export type Basis = "FACT" | "INFERENCE" | "UNKNOWN" | "OURS";

/** An option of `cis2-testkit compare` that takes what shows it. */
export type CompareOption = "--issuer" | "--har" | "--id-token" | "--userinfo" | "--token-response" | "--logout-token";

/** Who meets it first if the real CIS2 is otherwise: a system, the people who sign in, or a client and its cards. */
export type Concern = "systems" | "people" | "clients";

interface Common {
  readonly id: string;
  /** What somebody with access to the real one does to find out. */
  readonly check: string;
  /** The options of `compare` that take what is found. None if `compare` cannot tell. */
  readonly options: readonly CompareOption[];
}

interface WithSource extends Common {
  readonly basis: Exclude<Basis, "UNKNOWN">;
  /** What is assumed, and what speaks for it. */
  readonly evidence: string;
}

interface WithoutSource extends Common {
  readonly basis: "UNKNOWN";
  /** What the testkit assumes, or what nobody outside the NHS can answer: the reader must not mistake it for a fact. */
  readonly evidence: `Assumed: ${string}` | `Question: ${string}`;
  readonly concerns: Concern;
}

/** Something the product takes to be so of the real CIS2. Ids never change, and are never used again. */
export type Assumption = WithSource | WithoutSource;

/** The description of a setting: what the default is based on, and the id by which `compare` speaks of it. */
export function described({ id, basis, evidence }: Assumption): string {
  return `${evidence} Basis: ${basis} (${id}).`;
}
