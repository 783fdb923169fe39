import { mimeOf, objectOf, startTestGas } from "../../src/fake-cis1/testing/test-gas.ts";
import type { FuzzTarget } from "../runner/target.ts";

/** The CMS SignedData of a card's answer, in a request in which all else is right. */
export const target: FuzzTarget = {
  name: "gas-cms",
  seeds: async () => {
    await using test = await startTestGas();
    const forged = async (signedAttributes: boolean) => {
      const { response = "" } = await test.authentication(test.card, (parts) => {
        parts.signature = Buffer.alloc(256, 1);
        parts.signedAttributes = signedAttributes;
      });
      const [, content = ""] = Buffer.from(response, "base64").toString("latin1").split("\n\n");
      return Buffer.from(content, "base64");
    };
    return [await forged(false), await forged(true)];
  },
  open: async () => {
    const test = await startTestGas();
    const parameters = await test.authentication();
    return {
      run: async (cms) => {
        const answer = await test.post("/login/authvalidate", objectOf({ ...parameters, response: mimeOf(cms) }));
        if (!/Invalid input request|Failed To Validate/.test(answer)) throw new Error(answer);
      },
      close: () => Promise.resolve(test[Symbol.asyncDispose]()),
    };
  },
};
