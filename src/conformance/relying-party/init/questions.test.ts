import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { askFor, unanswered, withPresets } from "./questions.ts";

describe("what has to be known of a relying party", () => {
  it("is asked in order, and again where nothing is preset; what was given is not asked", async () => {
    const lines = ["", "https://system.nhs.uk/login", "", "", "", "Hello", "Bye", "", "https://system.nhs.uk/cb"];
    const asked: string[] = [];
    const answers = await askFor({ clientId: "mine" }, (question) => {
      asked.push(question);
      return Promise.resolve(lines.shift() ?? "");
    });
    assert.equal(answers.startUrl, "https://system.nhs.uk/login");
    assert.equal(answers.sessionUrl, "https://system.nhs.uk/");
    assert.equal(answers.signedIn, "Hello");
    assert.equal(answers.clientId, "mine");
    assert.equal(answers.secretVariable, "CIS2_CLIENT_SECRET");
    assert.equal(asked[0], asked[1], "it is asked again");
    assert.ok(asked.some((question) => question.endsWith("[https://system.nhs.uk/]: ")));
    assert.ok(!asked.some((question) => question.startsWith("The client id of")));
  });

  it("has no secret where there are keys", async () => {
    const given = { startUrl: "https://a.uk", signedIn: "in", signedOut: "out", redirectUri: "https://a.uk/cb" };
    const keys = { ...given, jwksUri: "https://a.uk/keys" };
    assert.equal(withPresets(keys).secretVariable, undefined);
    const asked: string[] = [];
    await askFor(keys, (question) => {
      asked.push(question);
      return Promise.resolve("");
    });
    assert.ok(!asked.some((question) => question.includes("client secret during a run")));
  });

  it("is incomplete without what nothing is preset for", () => {
    assert.deepEqual(unanswered({ startUrl: "https://a.uk", signedIn: "in" }), ["--signed-out", "--redirect-uri"]);
  });
});
