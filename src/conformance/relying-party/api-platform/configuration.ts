import { z } from "zod";
import { appSchema } from "../../../fake-api-platform/index.ts";

/** What has to be known of a relying party that exchanges ID tokens at the NHS API platform. */
export const apiPlatformTargetSchema = z.strictObject({
  port: z.int().min(0).max(65_535).default(8083).describe("The port of the fake API platform; 0 for any free one."),
  app: appSchema.describe("How the relying party is registered there."),
  callUrl: z
    .url({ protocol: /^https?$/ })
    .describe("A page that calls /hello-world/hello/user for the person who is signed in."),
});
