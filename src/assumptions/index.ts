export { type Assumption, described } from "./assumption.ts";
export { claimAssumptions } from "./claims-assumptions.ts";
export { discoveryAssumptions } from "./discovery-assumptions.ts";
export { logoutAssumptions } from "./logout-assumptions.ts";
export { pageAssumptions } from "./page-assumptions.ts";
export { requestAssumptions } from "./requests-assumptions.ts";
export { signInAssumptions } from "./sign-in-assumptions.ts";
export { tokenAssumptions } from "./tokens-assumptions.ts";
