import assert from "node:assert/strict";
import { type ControlledCis2, startControlledCis2 } from "./testing/controlled-cis2.ts";
import { after, before, describe, it } from "node:test";

describe("who may use the control API", () => {
  let test: ControlledCis2;
  before(async () => {
    test = await startControlledCis2({ control: { port: 0, token: "" } });
  });
  after(() => test[Symbol.asyncDispose]());
  const status = async (headers: Record<string, string>, path = "/clock") => {
    const response = await fetch(`${test.controlOrigin}${path}`, { headers });
    await response.body?.cancel();
    return response.status;
  };

  it("is any program of this machine if the token is empty", async () => {
    assert.equal(await status({}), 200);
  });

  it("is not a page of another site, even if its request has no origin (no CORS)", async () => {
    for (const site of ["cross-site", "same-site"]) assert.equal(await status({ "sec-fetch-site": site }), 401, site);
    for (const site of ["none", "same-origin"]) assert.equal(await status({ "sec-fetch-site": site }), 200, site);
    assert.equal(await status({ "sec-fetch-site": "cross-site" }, "/events"), 401);
  });
});
