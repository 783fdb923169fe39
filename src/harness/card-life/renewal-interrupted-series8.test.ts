import { testInterruptedRenewal } from "./testing/interrupted-renewal.ts";

testInterruptedRenewal("series8");
