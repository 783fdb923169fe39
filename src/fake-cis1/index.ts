import "../foundation/needs-node.ts";
export { type Cis1Settings, type Cis1SettingsInput, cis1SettingsSchema, parseCis1Settings } from "./settings.ts";
export { type FakeCis1, type FakeCis1Options, startFakeCis1 } from "./start.ts";
export type { GasEvent } from "./services.ts";
export type { TicketSession } from "./tickets/tickets.ts";
