import type { AuditRecord } from "../../../care-identity/registration-authority/audit-trail.ts";
import type { RegisteredCard } from "../../../care-identity/registration-authority/registered-card.ts";
import { calling, type PanelView } from "../panel-view.ts";
import { userNames } from "./user-names.ts";

const onCard = (id: string) => calling(id, "serial");
const mostShown = 100;

/** The registration authority's register of cards, and what was done to them. */
export const registerView: PanelView = {
  path: "register",
  title: "Register",
  operations: [
    ...["cards", "card", "suspendCard", "resumeCard", "cancelCard", "reportCardLost", "revokeCertificate"],
    ...["auditTrail", "auditTrailOfCard", "users"],
  ],
  content: async ({ call }, { search = "", serial }) => {
    const names = await userNames({ call });
    const named = (card: RegisteredCard) => ({ ...card, person: names.get(card.userId) });
    const cards = (await call<readonly RegisteredCard[]>("cards")).map(named);
    const wanted = search.trim().toLowerCase();
    const found = cards.filter(({ serial: number, userId, state, person = "" }) =>
      `${number} ${userId} ${state} ${person}`.toLowerCase().includes(wanted),
    );
    const records = serial
      ? await call<readonly AuditRecord[]>("auditTrailOfCard", { serial })
      : await call<readonly AuditRecord[]>("auditTrail");
    return {
      search,
      total: cards.length,
      found: found.length,
      cards: found.slice(0, mostShown),
      card: serial ? named(await call<RegisteredCard>("card", { serial })) : undefined,
      records: records.slice(-mostShown).reverse(),
    };
  },
  actions: {
    suspend: onCard("suspendCard"),
    resume: onCard("resumeCard"),
    cancel: onCard("cancelCard"),
    "report-lost": onCard("reportCardLost"),
    revoke: calling("revokeCertificate", "serialNumber"),
  },
};
