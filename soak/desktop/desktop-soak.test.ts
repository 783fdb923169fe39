import assert from "node:assert/strict";
import { it } from "node:test";
import { skipWithoutPcscd } from "../../interoperability/pcscd.ts";
import { isThorough } from "../../src/foundation/testing/thorough.ts";
import { runDesktopSoak } from "./run-desktop-soak.ts";

it(
  "parallel and aborted requests and kills: no deadlock, no try without a person, nothing left",
  { skip: skipWithoutPcscd() },
  async () => {
    // What is late depends on what else the machine does: `npm run soak:desktop` judges that.
    const { problems, clients, requests, looks, commands } = await runDesktopSoak({
      seconds: isThorough ? 30 : 4,
      seed: 5,
    });
    assert.deepEqual(problems, []);
    assert.ok(clients > 0 && requests > 0 && looks > 0 && commands > 0);
  },
);
