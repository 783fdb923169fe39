import type { CodeMessage } from "../../../care-identity/registration-authority/security-codes.ts";
import type { PanelView } from "../panel-view.ts";

/** Security codes that would have gone out by e-mail. A code is on the page only once somebody asks for it. */
export const messagesView: PanelView = {
  path: "messages",
  title: "Messages",
  operations: ["unlockMessages", "unlockMessage"],
  content: async ({ call }, { card }) => {
    const messages = (await call<readonly CodeMessage[]>("unlockMessages")).map(({ code: _, ...rest }) => rest);
    const message = card === undefined ? undefined : await call<CodeMessage>("unlockMessage", { serial: card });
    return { messages: messages.reverse(), message };
  },
  actions: {},
};
