import assert from "node:assert/strict";
import { createServer } from "node:net";
import { describe, it } from "node:test";
import { isTestkitError } from "./errors/testkit-error.ts";
import { listenError } from "./listen-error.ts";
import { namePortSetting } from "./name-port-setting.ts";

describe("an address that cannot be listened at", () => {
  const codes = {
    EADDRINUSE: "PORT_TAKEN",
    EACCES: "PORT_FORBIDDEN",
    EADDRNOTAVAIL: "CONFIGURATION_INVALID",
    ENOTFOUND: "CONFIGURATION_INVALID",
  };
  for (const [system, code] of Object.entries(codes)) {
    it(`is ${code} for ${system}, with the system's error as its cause`, () => {
      const cause = Object.assign(new Error(system), { code: system });
      const error = listenError(cause, 443, "127.0.0.1");
      assert.ok(isTestkitError(error));
      assert.deepEqual([error.code, error.cause], [code, cause]);
    });
  }

  it("names the setting that changes the port, of which there may be two", async () => {
    const settings = { "--one": 443, "--two": 80, "--three": [443], "--four": undefined };
    for (const [system, code] of [
      ["EADDRINUSE", "PORT_TAKEN"],
      ["EACCES", "PORT_FORBIDDEN"],
    ] as const) {
      const refused = () => Promise.reject(listenError(Object.assign(new Error(system), { code: system }), 443, "::1"));
      await assert.rejects(namePortSetting(settings, refused), (error) => {
        assert.ok(isTestkitError(error, code));
        assert.match(error.cure, / with --one or --three\. The value 0 means any free port\./);
        return true;
      });
    }
    const other = new Error("of something else");
    await assert.rejects(
      namePortSetting(settings, () => Promise.reject(other)),
      other,
    );
  });

  it("stays what it is for anything else", () => {
    const other = Object.assign(new Error("EMFILE"), { code: "EMFILE" });
    assert.equal(listenError(other, 1, "::1"), other);
  });

  it("is what the system says of an address of another machine", async () => {
    const server = createServer();
    const error = await new Promise<NodeJS.ErrnoException>((resolve) => {
      server.once("error", resolve).listen(0, "203.0.113.1");
    });
    assert.ok(isTestkitError(listenError(error, 0, "203.0.113.1"), "CONFIGURATION_INVALID"));
  });
});
