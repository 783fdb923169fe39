import { z } from "zod";
import type { Clock } from "../foundation/clock.ts";
import { instantText } from "../foundation/instant-schema.ts";
import { parseRequest } from "../foundation/parse-request.ts";
import type { ReaderControl } from "./control-api-context.ts";
import { withBody, type Operation } from "./operation.ts";

const name = z.string().min(1).max(100);
const newReader = z.strictObject({ reader: name.regex(/^[^\p{C}]*$/u, "must have no control characters") });

/** What a person does at the embedded desktop besides putting cards in and taking them out. */
export function desktopOperations(control: ReaderControl, clock: Clock): Operation[] {
  const { desktop } = control;
  if (!desktop) return [];
  const readers = () => control.readers();
  const onCard = (path: string, id: string, summary: string, run: (reader: string) => Promise<void>): Operation => ({
    method: "post",
    path: `/readers/{reader}/card/${path}`,
    id,
    summary,
    run: async ({ parameters: { reader = "" } }) => {
      await run(reader);
      return readers();
    },
  });
  return [
    {
      method: "put",
      path: "/readers/{reader}",
      id: "addReader",
      summary: "Adds a reader to the embedded desktop.",
      run: async ({ parameters: { reader = "" } }) => {
        parseRequest(newReader, { reader });
        await desktop.addReader(reader);
        return readers();
      },
    },
    {
      method: "delete",
      path: "/readers/{reader}",
      id: "removeReader",
      summary: "Removes a reader, with the card in it.",
      run: async ({ parameters: { reader = "" } }) => {
        await desktop.removeReader(reader);
        return readers();
      },
    },
    withBody({
      method: "post",
      path: "/readers/{reader}/swap",
      id: "swapCards",
      summary: "Swaps the cards in two readers. A reader can be empty.",
      body: z.strictObject({ with: name.describe("The name of the other reader.") }),
      run: async ({ with: other }, { reader = "" }) => {
        await desktop.swap(reader, other);
        return readers();
      },
    }),
    onCard("wrong-passcode", "enterWrongPasscode", "Enters a wrong passcode, which costs one try.", (reader) =>
      desktop.enterWrongPasscode(reader),
    ),
    onCard("lock", "lockCard", "Enters wrong passcodes until the card is locked.", (reader) => desktop.lock(reader)),
    withBody({
      method: "post",
      path: "/readers/{reader}/card/expire",
      id: "expireCard",
      summary:
        "Replaces the card's certificates with expired certificates. If you give a time, the new certificates expire then.",
      body: z.strictObject({
        at: instantText.optional().describe("When the new certificates expire. Default: a day ago."),
      }),
      run: async ({ at }, { reader = "" }) => {
        const dayAgo = new Date(clock.now().getTime() - 86_400_000);
        await desktop.expire(reader, at === undefined ? dayAgo : new Date(at));
        return readers();
      },
    }),
    onCard("renew", "renewCard", "Renews the card's certificates, with the persona's passcode.", (reader) =>
      desktop.renew(reader),
    ),
    onCard(
      "replace",
      "replaceCard",
      "Replaces the card. The new card has the persona's passcode and all tries left.",
      (reader) => desktop.replace(reader),
    ),
  ];
}
