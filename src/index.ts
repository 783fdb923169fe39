import "./foundation/needs-node.ts";
export * from "./harness/index.ts";
export { catalogue, type ErrorCode, type ErrorEntry, type ResponsibleParty } from "./foundation/errors/catalogue.ts";
export { isTestkitError, TestkitError } from "./foundation/errors/testkit-error.ts";
export { AdjustableClock } from "./foundation/adjustable-clock.ts";
export { type Clock, ManualClock, systemClock } from "./foundation/clock.ts";
