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
      summary: "The readers of the embedded desktop, and what is in them.",
      run: () => readerControl.readers(),
    },
    withBody({
      method: "put",
      path: "/readers/{reader}/card",
      id: "insertCard",
      summary: "Puts a persona's card into a reader.",
      body: z.strictObject({ persona: z.string(), profile: z.string().optional() }),
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
