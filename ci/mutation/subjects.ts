/** What is mutated, and which tests are asked: those beside the code, and those elsewhere that are named. */
export interface Subject {
  readonly name: string;
  readonly folders: readonly string[];
  readonly tests?: readonly string[];
}

export const subjects: readonly Subject[] = [
  { name: "verdicts", folders: ["src/conformance/verdicts"] },
  { name: "reports", folders: ["src/conformance/reports"] },
  {
    name: "assertion checks",
    folders: ["src/fake-cis2/sign-in/checks", "src/care-identity/credential-checks"],
    tests: ["src/fake-cis2/sign-in/sign-in.test.ts", "src/control-api/adopted-cards.test.ts"],
  },
  { name: "real card", folders: ["src/conformance/real-card"] },
  {
    name: "local service",
    folders: ["src/client/local-service"],
    tests: ["src/harness/cis1/identity-agent.test.ts"],
  },
];

/** The share of mutants, in per cent, that tests have to notice in each subject. */
export const leastScore = 85;
