import assert from "node:assert/strict";
import { After } from "@cucumber/cucumber";
import type { PanelDesktop } from "./panel-desktop.ts";
import type { TestkitWorld } from "./world.ts";

export interface OpenPanel {
  readonly desktop: PanelDesktop;
  /** That of the card in the reader at the start. */
  readonly passcode: string;
}

const opened = new WeakMap<TestkitWorld, OpenPanel>();

After(async function (this: TestkitWorld) {
  await opened.get(this)?.desktop[Symbol.asyncDispose]();
});

/** Keeps a panel open until the scenario ends. */
export function openPanel(world: TestkitWorld, panel: OpenPanel): void {
  opened.set(world, panel);
}

export function panelOf(world: TestkitWorld): OpenPanel {
  return opened.get(world) ?? assert.fail("no control panel is open");
}
