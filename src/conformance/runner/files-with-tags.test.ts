import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { filesWithTags } from "./files-with-tags.ts";

const folder = fileURLToPath(new URL("../../..", import.meta.url));
const all = ["features/**/*.feature"];
const filesOf = (expression?: string) => filesWithTags(all, expression, folder);

describe("the feature files that are parsed for a tag expression", () => {
  it("are those that have one of its tags, in the order of their names", async () => {
    assert.deepEqual(await filesOf("@id:RP-SIGNIN-01"), ["features/relying-party/sign-in.feature"]);
    const two = ["features/relying-party/keys.feature", "features/relying-party/sign-in.feature"];
    assert.deepEqual(
      await filesOf("@id:RP-SIGNIN-01 or (@id:RP-KEYS-07 and @relying-party)"),
      await filesOf("@relying-party"),
    );
    assert.deepEqual(await filesOf("@id:RP-SIGNIN-01 or (@id:RP-KEYS-07)"), two);
  });

  it("are all if a scenario without the tags may be selected, or none has them", async () => {
    for (const expression of [undefined, "", "not @relying-party", "@a and not(@b)", "@a\\(b\\)", "@id:NONE"])
      assert.deepEqual(await filesOf(expression), all, expression);
  });
});
