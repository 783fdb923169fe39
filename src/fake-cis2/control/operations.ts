import { z } from "zod";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import { roleSchema, userSchema, personaNamed } from "../directory/persona.ts";
import { faultCatalogue } from "../faults/catalogue.ts";
import { faultSettingSchema } from "../faults/faults.ts";
import { relyingPartySchema } from "../relying-parties/relying-party.ts";
import { nextSignInSchema } from "../sign-in/next-sign-in.ts";
import { logoutOperations } from "./logout-operations.ts";
import { cardOperations } from "./card-operations.ts";
import type { ControlledEnvironment } from "./controlled-environment.ts";
import { withBody, type Operation } from "./operation.ts";

const instant = z.iso.datetime({ offset: true });
const clockBody = z.union([
  z.strictObject({ now: instant }),
  z.strictObject({ advanceSeconds: z.number().min(0).max(3_153_600_000) }),
]);

/** Everything the control API can do. */
export function operations(environment: ControlledEnvironment): Operation[] {
  return [
    ...stateOperations(environment),
    ...peopleOperations(environment),
    ...cardOperations(environment),
    ...signInOperations(environment),
    ...faultOperations(environment),
    ...logoutOperations(environment),
    ...deskOperations(environment),
  ];
}

function stateOperations({ networks, clock, signingKeys, activity, relyingParties, reset }: ControlledEnvironment) {
  const adjustable = () => {
    if ("set" in clock && "advance" in clock) return clock as typeof clock & AdjustableClock;
    throw new TestkitError("REQUEST_MALFORMED", { reason: "this environment runs on the machine's clock" });
  };
  return [
    { method: "get", path: "/", id: "about", summary: "Where the fake CIS2 is.", run: () => ({ networks }) },
    {
      method: "post",
      path: "/reset",
      id: "reset",
      summary: "Back to the start: sessions, cards, users, faults and journal.",
      run: reset,
    },
    {
      method: "get",
      path: "/clock",
      id: "clock",
      summary: "The time that certificates and challenges are judged by.",
      run: () => ({ now: clock.now().toISOString() }),
    },
    withBody({
      method: "put",
      path: "/clock",
      id: "setClock",
      summary: "Puts the clock to an instant, or forward.",
      body: clockBody,
      run: (body) => {
        if ("now" in body) adjustable().set(new Date(body.now));
        else adjustable().advance(body.advanceSeconds * 1000);
        return { now: clock.now().toISOString() };
      },
    }),
    {
      method: "post",
      path: "/keys/rotate",
      id: "rotateKeys",
      summary: "Signs with a new key from now on; the one before stays published.",
      run: async () => ({ keyIds: (await signingKeys.rotate()).keys.map(({ kid }) => kid) }),
    },
    {
      method: "get",
      path: "/relying-parties",
      id: "relyingParties",
      summary: "The relying parties, without their secrets.",
      run: async () => (await relyingParties.list()).map(withoutSecret),
    },
    withBody({
      method: "post",
      path: "/relying-parties",
      id: "registerRelyingParty",
      summary: "Adds or replaces a relying party.",
      body: relyingPartySchema,
      run: async (party) => withoutSecret(await relyingParties.register(party)),
    }),
    {
      method: "delete",
      path: "/relying-parties/{clientId}",
      id: "removeRelyingParty",
      summary: "Removes a relying party.",
      run: ({ parameters }) => relyingParties.remove(parameters["clientId"] ?? ""),
    },
    {
      method: "get",
      path: "/journal",
      id: "journal",
      summary: "What happened, oldest first, secrets redacted.",
      run: () => activity.entries,
    },
    {
      method: "delete",
      path: "/journal",
      id: "clearJournal",
      summary: "Empties the journal.",
      run: () => {
        activity.clear();
      },
    },
  ] satisfies Operation[];
}

function peopleOperations({ personas, directory }: ControlledEnvironment) {
  return [
    {
      method: "get",
      path: "/personas",
      id: "personas",
      summary: "The people of the persona file, with their cards.",
      run: () => personas.personas,
    },
    {
      method: "get",
      path: "/users",
      id: "users",
      summary: "The users the directory holds.",
      run: () => directory.users(),
    },
    withBody({
      method: "put",
      path: "/users/{userId}",
      id: "putUser",
      summary: "Adds or replaces a user and their roles.",
      body: z.strictObject({ user: userSchema, roles: z.array(roleSchema) }),
      run: ({ user, roles }, { userId }) => {
        if (user.userId === userId) return directory.put(user, roles);
        throw new TestkitError("REQUEST_MALFORMED", { reason: "userId differs from the address" });
      },
    }),
    {
      method: "delete",
      path: "/users/{userId}",
      id: "removeUser",
      summary: "Takes a user out of the directory.",
      run: ({ parameters }) => directory.remove(parameters["userId"] ?? ""),
    },
  ] satisfies Operation[];
}

function signInOperations({ nextSignIns, personas }: ControlledEnvironment) {
  return [
    {
      method: "get",
      path: "/next-sign-ins",
      id: "nextSignIns",
      summary: "Who signs in next, where nobody sits at the browser.",
      run: () => nextSignIns.list(),
    },
    withBody({
      method: "post",
      path: "/next-sign-ins",
      id: "queueSignIn",
      summary: "Lets the next sign-in in a browser go through by itself, as this persona.",
      body: nextSignInSchema,
      run: async (next) => {
        personaNamed(personas, next.persona);
        await nextSignIns.queue(next);
        return nextSignIns.list();
      },
    }),
    {
      method: "delete",
      path: "/next-sign-ins",
      id: "clearSignIns",
      summary: "From now on a person has to sign in again.",
      run: () => nextSignIns.clear(),
    },
  ] satisfies Operation[];
}

function faultOperations({ faults }: ControlledEnvironment) {
  const catalogue = Object.entries(faultCatalogue).map(([name, { endpoint, summary }]) => ({
    name,
    endpoint,
    summary,
  }));
  return [
    {
      method: "get",
      path: "/faults",
      id: "faults",
      summary: "The faults there are, and those that are set.",
      run: async () => ({ catalogue, set: await faults.list() }),
    },
    withBody({
      method: "post",
      path: "/faults",
      id: "setFault",
      summary: "Sets a fault, once or lasting, for one relying party or for all.",
      body: faultSettingSchema,
      run: (fault) => faults.set(fault),
    }),
    { method: "delete", path: "/faults", id: "clearFaults", summary: "Removes all faults.", run: () => faults.clear() },
    {
      method: "delete",
      path: "/faults/{id}",
      id: "removeFault",
      summary: "Removes one fault.",
      run: async ({ parameters }) => {
        const id = parameters["id"] ?? "";
        if (!(await faults.remove(id))) throw new TestkitError("PAGE_UNKNOWN", { path: `/faults/${id}` });
      },
    },
  ] satisfies Operation[];
}

function deskOperations({ desk }: ControlledEnvironment) {
  if (!desk) return [];
  return [
    {
      method: "get",
      path: "/readers",
      id: "readers",
      summary: "The readers of the embedded desktop, and what is in them.",
      run: () => desk.readers(),
    },
    withBody({
      method: "put",
      path: "/readers/{reader}/card",
      id: "insertCard",
      summary: "Puts a persona's card into a reader.",
      body: z.strictObject({ persona: z.string(), profile: z.string().optional() }),
      run: async ({ persona, profile }, { reader = "" }) => {
        await desk.insert(reader, persona, profile);
        return desk.readers();
      },
    }),
    {
      method: "delete",
      path: "/readers/{reader}/card",
      id: "ejectCard",
      summary: "Takes the card out of a reader.",
      run: async ({ parameters }) => {
        await desk.eject(parameters["reader"] ?? "");
        return desk.readers();
      },
    },
  ] satisfies Operation[];
}

interface AdjustableClock {
  set(instant: Date): void;
  advance(milliseconds: number): void;
}

function withoutSecret<Party extends { clientSecret?: string | undefined }>(party: Party): Omit<Party, "clientSecret"> {
  const { clientSecret: _, ...rest } = party;
  return rest;
}
