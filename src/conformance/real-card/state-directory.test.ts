import assert from "node:assert/strict";
import { join } from "node:path";
import { it } from "node:test";
import { userFolder } from "../../foundation/user-folder.ts";
import { stateDirectory } from "./state-directory.ts";

const all = { CIS2_TESTKIT_STATE: "/chosen", LOCALAPPDATA: "/local", XDG_STATE_HOME: "/state" };
const { CIS2_TESTKIT_STATE: _, ...platforms } = all;

it("keeps what the next run has to know where the user chose, on every platform", () => {
  for (const platform of ["win32", "darwin", "linux"] as const) {
    assert.equal(stateDirectory(all, platform), "/chosen");
    assert.notEqual(stateDirectory({ CIS2_TESTKIT_STATE: "" }, platform), "");
  }
});

it("keeps it in the platform's folder for such files without that", () => {
  assert.equal(stateDirectory(platforms, "win32"), join("/local", "cis2-testkit", "State"));
  assert.equal(stateDirectory(platforms, "darwin"), userFolder("Library", "Application Support", "cis2-testkit"));
  assert.equal(stateDirectory(platforms, "linux"), join("/state", "cis2-testkit"));
});

it("keeps it below the home directory if the platform names no folder", () => {
  for (const platform of ["win32", "linux"] as const) {
    assert.equal(stateDirectory({}, platform), userFolder(".local", "state", "cis2-testkit"));
  }
});
