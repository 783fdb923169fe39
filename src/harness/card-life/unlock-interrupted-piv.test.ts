import { testInterruptedUnlock } from "./testing/interrupted-unlock.ts";

testInterruptedUnlock("piv");
