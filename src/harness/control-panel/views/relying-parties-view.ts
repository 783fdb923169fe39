import type { JournalEntry } from "../../../fake-cis2/journal/journal.ts";
import { calling, type PanelView } from "../panel-view.ts";
import { refusalsIn } from "../refusals.ts";
import { jsonOf } from "../panel-form.ts";

interface Party {
  readonly clientId: string;
  readonly name: string;
}
const lastRequests = 20;

/** The registered systems, what they asked last, and what CIS2 refused and why. */
export const relyingPartiesView: PanelView = {
  path: "relying-parties",
  title: "Relying parties",
  operations: ["relyingParties", "registerRelyingParty", "removeRelyingParty", "journal", "clearJournal"],
  content: async ({ call }) => {
    const [parties, journal] = await Promise.all([
      call<readonly Party[]>("relyingParties"),
      call<readonly JournalEntry[]>("journal"),
    ]);
    const requests = journal.filter((entry) => entry.type === "request").reverse();
    const refusals = refusalsIn(journal);
    return {
      parties: parties.map((party) => ({
        ...party,
        settings: JSON.stringify(party, undefined, 2),
        own: requests.filter(({ clientId }) => clientId === party.clientId).slice(0, lastRequests),
        refused: refusals.find(({ clientId }) => clientId === party.clientId),
      })),
      refused: refusals[0],
    };
  },
  actions: {
    register: async ({ call }, form) => {
      await call("registerRelyingParty", {}, jsonOf(form, "registration"));
      return undefined;
    },
    remove: calling("removeRelyingParty", "clientId"),
    "clear-journal": calling("clearJournal"),
  },
  done: { register: "The relying party is registered.", "clear-journal": "CIS2 has forgotten all requests." },
};
