export * from "./harness/index.ts";
export { catalogue, type ErrorCode, type ErrorEntry, type Fault } from "./foundation/errors/catalogue.ts";
export { isTestkitError, TestkitError } from "./foundation/errors/testkit-error.ts";
export { type Clock, ManualClock, systemClock } from "./foundation/clock.ts";
