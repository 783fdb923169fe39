import { cardProfiles } from "../../../virtual-card/index.ts";
import type { DesktopReader } from "../../desktop/desktop-control.ts";
import { calling, type PanelView } from "../panel-view.ts";

const profiles = cardProfiles.map(({ name, title }) => ({ value: name, text: title }));
const onReader = (id: string) => calling(id, "reader");
const onCard = (id: string) => calling(id, "serial");

/** The readers and the cards in them, and what a person does there. */
export const desktopView: PanelView = {
  path: "desktop",
  title: "Desktop",
  needs: "readers",
  operations: [
    ...["readers", "insertCard", "ejectCard", "addReader", "removeReader", "swapCards", "enterWrongPasscode"],
    ...["lockCard", "expireCard", "renewCard", "replaceCard", "suspendCard", "resumeCard", "cancelCard"],
    ...["personas", "about"],
  ],
  content: async ({ call, has }) => {
    const readers = await call<readonly DesktopReader[]>("readers");
    const people = Object.entries(await call<Record<string, Persona>>("personas")).map(([name, { user, roles }]) => ({
      name,
      holder: `${user.givenName} ${user.familyName}`.trim(),
      roles: roles.length,
    }));
    const { networks } = await call<{ networks: { internet: { origin: string } } }>("about");
    return {
      scripts: ["desktop.js"],
      readers: readers.map(({ name, card }, number) => ({ name, card, number })),
      firstEmpty: readers.find(({ card }) => card === undefined)?.name,
      readerChoices: readers.map(({ name }) => ({ value: name, text: name })),
      canWork: has("lockCard"),
      people,
      personas: people.map(({ name, holder }) => ({ value: name, text: `${holder} (${name})` })),
      profiles,
      cardServices: `${networks.internet.origin}/card-services`,
    };
  },
  actions: {
    insert: async ({ call }, { reader = "", persona, profile }) => {
      await call("insertCard", { reader }, { persona, profile });
      return undefined;
    },
    eject: onReader("ejectCard"),
    "add-reader": onReader("addReader"),
    "remove-reader": onReader("removeReader"),
    swap: async ({ call }, { reader = "", other }) => {
      await call("swapCards", { reader }, { with: other });
      return undefined;
    },
    "wrong-passcode": onReader("enterWrongPasscode"),
    lock: onReader("lockCard"),
    expire: async ({ call }, { reader = "" }) => {
      await call("expireCard", { reader }, {});
      return undefined;
    },
    renew: onReader("renewCard"),
    replace: onReader("replaceCard"),
    suspend: onCard("suspendCard"),
    resume: onCard("resumeCard"),
    cancel: onCard("cancelCard"),
  },
};

interface Persona {
  readonly user: { readonly givenName: string; readonly familyName: string };
  readonly roles: readonly unknown[];
}
