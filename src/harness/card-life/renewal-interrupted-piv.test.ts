import { testInterruptedRenewal } from "./testing/interrupted-renewal.ts";

testInterruptedRenewal("piv");
