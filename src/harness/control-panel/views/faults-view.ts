import type { FaultDescription } from "../../../control-api/control-client.ts";
import { endpoints } from "../../../fake-cis2/faults/fault.ts";
import type { FaultSetting } from "../../../fake-cis2/faults/faults.ts";
import type { DesktopReader } from "../../desktop/desktop-control.ts";
import { calling, type PanelView } from "../panel-view.ts";

const dayMilliseconds = 86_400_000;
/** So that a whole day is left as well when the pages have been loaded. */
const minuteMilliseconds = 60_000;
/** Moved back to the real time, the clock is up to a second behind it. */
const nearMilliseconds = 5000;

/** What goes wrong on purpose, the clock, and the way back to the start. */
export const faultsView: PanelView = {
  path: "faults",
  title: "Faults and clock",
  operations: [
    ...["faults", "setFault", "removeFault", "clearFaults", "clock", "setClock", "reset", "rotateKeys"],
    ...["relyingParties", "readers"],
  ],
  content: async ({ call, has }) => {
    const { catalogue, set } = await call<{ catalogue: readonly FaultDescription[]; set: readonly FaultSetting[] }>(
      "faults",
    );
    const parties = await call<readonly { clientId: string; name: string }[]>("relyingParties");
    const readers = has("readers") ? await call<readonly DesktopReader[]>("readers") : [];
    const { now } = await call<{ now: string }>("clock");
    return {
      now,
      isRealTime: Math.abs(Date.parse(now) - Date.now()) < nearMilliseconds,
      set: set.map((one) => ({
        ...one,
        summary: catalogue.find(({ name }) => name === one.fault)?.summary,
        howOften: one.times === 1 ? "for the next answer" : one.times === "always" ? "always" : `${one.times} times`,
      })),
      faults: catalogue.map(({ name, summary }) => ({ value: name, text: `${name}: ${summary}` })),
      parties: [{ value: "", text: "All" }, ...parties.map((one) => ({ value: one.clientId, text: one.name }))],
      endpoints: endpoints.map((value) => ({ value, text: value })),
      jumps: readers.flatMap(({ card }) => {
        const end = card?.certificates.find(({ purpose }) => purpose === "authentication")?.notAfter;
        return card && end
          ? [
              {
                holder: card.holder,
                at: new Date(Date.parse(end) - dayMilliseconds - minuteMilliseconds).toISOString(),
              },
            ]
          : [];
      }),
    };
  },
  actions: {
    set: async ({ call }, { fault, clientId = "", times, endpoint, milliseconds = "" }) => {
      const often = times === "always" ? "always" : 1;
      const body = { fault, times: often, endpoint, ...(clientId === "" ? {} : { clientId }) };
      await call("setFault", {}, milliseconds === "" ? body : { ...body, milliseconds: Number(milliseconds) });
      return undefined;
    },
    remove: calling("removeFault", "id"),
    clear: calling("clearFaults"),
    "set-clock": async ({ call }, { now = "" }) => {
      await call("setClock", {}, { now });
      return undefined;
    },
    "advance-clock": async ({ call }, { seconds }) => {
      await call("setClock", {}, { advanceSeconds: Number(seconds) });
      return undefined;
    },
    "clock-back": async ({ call }) => {
      await call("setClock", {}, { now: `${new Date().toISOString().slice(0, 19)}Z` });
      return undefined;
    },
    "rotate-keys": calling("rotateKeys"),
    reset: calling("reset"),
  },
  done: {
    "rotate-keys": "CIS2 signs with a new key from now on.",
    reset: "All is as it was at the start.",
  },
};
