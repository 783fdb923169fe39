import { z } from "zod";
import type { ControlApiContext } from "./control-api-context.ts";
import { withBody, type Operation } from "./operation.ts";

/** The embedded desktop, if there is one. */
export function readerOperations({ readerControl }: Pick<ControlApiContext, "readerControl">) {
  if (!readerControl) return [];
  return [
    {
      method: "get",
      path: "/readers",
      id: "readers",
      summary: "The readers of the embedded desktop, and the cards in them.",
      run: () => readerControl.readers(),
    },
    withBody({
      method: "put",
      path: "/readers/{reader}/card",
      id: "insertCard",
      summary: "Puts a persona's card into a reader.",
      body: z.strictObject({
        persona: z.string().describe("The persona, by its name in the persona file."),
        profile: z.string().optional().describe("The card profile, such as piv-strict. Default: piv."),
      }),
      run: async ({ persona, profile }, { reader = "" }) => {
        await readerControl.insert(reader, persona, profile);
        return readerControl.readers();
      },
    }),
    {
      method: "delete",
      path: "/readers/{reader}/card",
      id: "ejectCard",
      summary: "Takes the card out of a reader.",
      run: async ({ parameters }) => {
        await readerControl.eject(parameters["reader"] ?? "");
        return readerControl.readers();
      },
    },
  ] satisfies Operation[];
}
