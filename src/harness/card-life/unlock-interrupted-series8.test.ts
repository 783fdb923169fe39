import { testInterruptedUnlock } from "./testing/interrupted-unlock.ts";

testInterruptedUnlock("series8");
