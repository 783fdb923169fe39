import { z } from "zod";
import { appSchema } from "../../../fake-api-platform/index.ts";

/** What has to be known of a relying party that exchanges ID tokens at the NHS API platform. */
export const apiPlatformTargetSchema = z.strictObject({
  port: z.int().min(0).max(65_535).default(8083).describe("The port of the fake API platform. 0 means any free port."),
  app: appSchema.describe("How your system is registered at the API platform."),
  callUrl: z
    .url({ protocol: /^https?$/ })
    .describe("A page of your system that calls /hello-world/hello/user for the person who is signed in."),
});
