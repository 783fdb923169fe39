import { After, Before, Status } from "@cucumber/cucumber";
import { notApplicable, currentRealCardRun } from "../../src/conformance/index.ts";
import type { TestkitWorld } from "./world.ts";

Before(async function (this: TestkitWorld, { pickle }) {
  const tags = pickle.tags.map(({ name }) => name);
  const reason = notApplicable(tags, this.parameters.target);
  if (reason !== undefined) {
    this.remark("not applicable", reason);
    return "skipped";
  }
  if (tags.includes("@destructive") && this.usesRealCard && !currentRealCardRun().card.allowDestructive) {
    this.remark("not applicable", "it writes to the card or spends passcode tries: it takes --allow-destructive");
    return "skipped";
  }
  const stopped = this.usesRealCard ? currentRealCardRun().card.stopped() : undefined;
  if (stopped !== undefined) {
    this.remark("skipped", stopped);
    return "skipped";
  }
  this.scenario = [pickle.name, ...pickle.steps.map(({ text }) => text)].join("\n");
  await this.setUp();
  return undefined;
});

After(async function (this: TestkitWorld, { result }) {
  if (result?.status === Status.PASSED && this.usesRealCard && this.desktop.trace.length === 0) {
    this.remark("not applicable", "it does not use the card");
  }
  if (result?.status === Status.FAILED) await this.attachEvidence();
  await this.markWithoutCard();
  await this.close();
});
