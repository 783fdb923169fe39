import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ControlClient } from "../../control-api/index.ts";
import { WireClient } from "../../virtual-card/readers/pcsc-service/testing/wire-client.ts";
import { startPcscDesktop } from "./pcsc-desktop.ts";

describe("readers for the PC/SC programs of this user", () => {
  it("hold personas' cards, which the control API inserts and removes while programs run", async () => {
    const desktop = await startPcscDesktop({
      readers: [{ name: "Desk", card: { profile: "piv", persona: "one-role" } }, { name: "Window" }],
      control: { port: 0 },
    });
    try {
      using client = await WireClient.establish(desktop);
      const cards = async () => (await client.readers()).map(({ name, atr }) => [name, atr.slice(0, 6)]);
      assert.deepEqual(await cards(), [
        ["Desk", "3BD697"],
        ["Window", ""],
      ]);
      const control = new ControlClient(desktop.control ?? "");
      await control.insertCard("Window", { persona: "leaver", profile: "series8" });
      await control.ejectCard("Desk");
      assert.deepEqual(await cards(), [
        ["Desk", ""],
        ["Window", "3BDD18"],
      ]);
      await assert.rejects(control.personas(), { code: "PAGE_UNKNOWN" });
      await assert.rejects(control.ejectCard("Door"), { code: "READER_UNKNOWN" });
    } finally {
      await desktop.close();
    }
  });

  for (const [what, readers] of [
    ["a name too long", [{ name: "x".repeat(128) }]],
    ["more readers than programs see", Array.from({ length: 17 }, () => ({}))],
  ] as const) {
    it(`are refused for ${what}`, async () => {
      await assert.rejects(startPcscDesktop({ readers }), { code: "CONFIGURATION_INVALID" });
    });
  }

  it("are refused with a control API that others could use, and leave no socket", async () => {
    const control = { host: "0.0.0.0", port: 0 };
    await assert.rejects(startPcscDesktop({ readers: [{}], control }), { code: "CONFIGURATION_INVALID" });
  });
});
