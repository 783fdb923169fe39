import assert from "node:assert/strict";
import { it } from "node:test";
import { commandsDone } from "./redis-commands.ts";

it("counts the commands that Redis has done, but for those that ask for the number", () => {
  const statistics = [
    "# Commandstats",
    "cmdstat_get:calls=2700,usec=4211,usec_per_call=1.56,rejected_calls=0,failed_calls=0",
    "cmdstat_info:calls=12,usec=900,usec_per_call=75.00,rejected_calls=0,failed_calls=0",
    "cmdstat_config|resetstat:calls=1,usec=30,usec_per_call=30.00,rejected_calls=0,failed_calls=0",
    "",
  ];
  assert.equal(commandsDone(statistics.join("\r\n")), 2701);
});
