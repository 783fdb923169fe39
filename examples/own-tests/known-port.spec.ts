import { expect, test } from "cis2-testkit/playwright";

test("the issuer is where the configuration says", async ({ cis2, request }) => {
  const response = await request.get(`${cis2.issuer}/.well-known/openid-configuration`);
  expect(new URL(cis2.issuer).port).toBe(process.env["CIS2_PORT"] ?? "4100");
  expect(response.ok()).toBe(true);
});
