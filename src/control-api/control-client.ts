import type { z } from "zod";
import type { AdoptedCard } from "../care-identity/adoption/adopted-cards.ts";
import type { AdoptionInput } from "../care-identity/adoption/adoption.ts";
import type { Organisation, Persona } from "../care-identity/directory/persona.ts";
import type { App, AppInput } from "../fake-api-platform/index.ts";
import type { FaultSetting, FaultSettingInput } from "../fake-cis2/faults/faults.ts";
import type { LogoutAnswer } from "../fake-cis2/logout/backchannel-logout.ts";
import type { Cis2Network } from "../fake-cis2/networks/cis2-network.ts";
import type { RelayStep } from "../care-identity/registration-authority/administration/remote-card.ts";
import type { AuditRecord } from "../care-identity/registration-authority/audit-trail.ts";
import type { RegisteredCard } from "../care-identity/registration-authority/registered-card.ts";
import type { CodeMessage } from "../care-identity/registration-authority/security-codes.ts";
import type { NetworkName, RelyingParty, RelyingPartyInput } from "../fake-cis2/relying-parties/relying-party.ts";
import type { NextSignIn, nextSignInSchema } from "../fake-cis2/sign-in/next-sign-in.ts";
import type { JournalEntry } from "../fake-cis2/journal/journal.ts";
import type { CardRegistrationInput } from "./card-operations.ts";
import type { SignInFile, SignInPage, SignInSummary, SignInTimeline } from "./timeline/timeline-control.ts";
import type { Settings } from "../fake-cis2/settings/settings.ts";
import type { logoutTokenBody } from "./logout-operations.ts";
import type { withoutCardBody } from "./without-card-operations.ts";

/** Whether people can sign in without a card, and by which authenticators. */
export interface WithoutCardState extends Pick<Settings, "authenticators"> {
  readonly enabled: boolean;
}

/** A call the control API refused; `code` is of the error catalogue. */
export class ControlError extends Error {
  readonly code: string;
  readonly status: number;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = "ControlError";
    this.status = status;
    this.code = code;
  }
}

export interface ControlClientOptions {
  /** Needed if the API asks for one. */
  token?: string;
}

/** Moves a running fake CIS2 from a test: one method for each operation of its control API. */
export class ControlClient {
  readonly #origin: string;
  readonly #headers: Record<string, string>;

  /** @param origin - where the control API is, such as `http://127.0.0.1:8090` */
  constructor(origin: string, { token }: ControlClientOptions = {}) {
    this.#origin = origin.replace(/\/$/, "");
    this.#headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  }

  about = () => this.#call<{ networks: Record<NetworkName, Cis2Network> }>("GET", "/");
  reset = () => this.#call<undefined>("POST", "/reset");

  clock = async () => new Date((await this.#call<{ now: string }>("GET", "/clock")).now);
  setClock = (now: Date) => this.#call<{ now: string }>("PUT", "/clock", { now: now.toISOString() });
  advanceClock = (seconds: number) => this.#call<{ now: string }>("PUT", "/clock", { advanceSeconds: seconds });

  rotateKeys = () => this.#call<{ keyIds: string[] }>("POST", "/keys/rotate");

  relyingParties = () => this.#call<RelyingParty[]>("GET", "/relying-parties");
  registerRelyingParty = (party: RelyingPartyInput) => this.#call<RelyingParty>("POST", "/relying-parties", party);
  removeRelyingParty = (clientId: string) => this.#call<undefined>("DELETE", `/relying-parties/${segment(clientId)}`);

  personas = () => this.#call<Record<string, Persona>>("GET", "/personas");
  users = () => this.#call<Persona["user"][]>("GET", "/users");
  putUser = ({ user, roles }: Pick<Persona, "user" | "roles">) =>
    this.#call<Persona["user"]>("PUT", `/users/${segment(user.userId)}`, { user, roles });
  organisations = () => this.#call<Organisation[]>("GET", "/organisations");
  putOrganisation = ({ code, name }: Organisation) =>
    this.#call<Organisation>("PUT", `/organisations/${segment(code)}`, { name });
  removeUser = (userId: string) => this.#call<undefined>("DELETE", `/users/${segment(userId)}`);

  cards = () => this.#call<RegisteredCard[]>("GET", "/cards");
  registerCard = (card: CardRegistrationInput) => this.#call<RegisteredCard>("POST", "/cards", card);
  adoptCard = (adoption: AdoptionInput) => this.#call<AdoptedCard>("POST", "/adopted-cards", adoption);
  /** Its answer, and each that follows, is answered at a network's `/card-services/sessions/{session}`. */
  issueCard = (serial: string) => this.#onCard<RelayStep>("POST", serial, "/issue");
  card = (serial: string) => this.#onCard<RegisteredCard>("GET", serial);
  cancelCard = (serial: string) => this.#onCard<RegisteredCard>("POST", serial, "/cancel");
  reportCardLost = (serial: string) => this.#onCard<RegisteredCard>("POST", serial, "/report-lost");
  suspendCard = (serial: string) => this.#onCard<RegisteredCard>("POST", serial, "/suspend");
  resumeCard = (serial: string) => this.#onCard<RegisteredCard>("POST", serial, "/resume");
  unlockMessage = (serial: string) => this.#onCard<CodeMessage>("GET", serial, "/unlock-message");
  unlockMessages = () => this.#call<CodeMessage[]>("GET", "/unlock-messages");
  /** What was done to all cards, or to one. */
  auditTrail = (serial?: string) =>
    serial === undefined
      ? this.#call<AuditRecord[]>("GET", "/audit-trail")
      : this.#onCard<AuditRecord[]>("GET", serial, "/audit-trail");
  revokeCertificate = (serialNumber: string) =>
    this.#call<undefined>("POST", `/certificates/${segment(serialNumber)}/revoke`);

  nextSignIns = () => this.#call<NextSignIn[]>("GET", "/next-sign-ins");
  queueSignIn = (next: z.input<typeof nextSignInSchema>) => this.#call<NextSignIn[]>("POST", "/next-sign-ins", next);
  withoutCard = () => this.#call<WithoutCardState>("GET", "/sign-in-without-card");
  turnWithoutCard = (enabled: boolean) => this.#call<WithoutCardState>("PUT", "/sign-in-without-card", { enabled });
  signInWithoutCard = (next: z.input<typeof withoutCardBody>) =>
    this.#call<NextSignIn[]>("POST", "/sign-ins-without-card", next);
  clearSignIns = () => this.#call<undefined>("DELETE", "/next-sign-ins");

  faults = () => this.#call<{ catalogue: FaultDescription[]; set: FaultSetting[] }>("GET", "/faults");
  setFault = (fault: FaultSettingInput) => this.#call<FaultSetting>("POST", "/faults", fault);
  removeFault = (id: string) => this.#call<undefined>("DELETE", `/faults/${segment(id)}`);
  clearFaults = () => this.#call<undefined>("DELETE", "/faults");

  sendLogoutToken = (token: z.input<typeof logoutTokenBody>) =>
    this.#call<LogoutAnswer>("POST", "/logout-tokens", token);

  readers = () => this.#call<unknown>("GET", "/readers");
  insertCard = (reader: string, card: { persona: string; profile?: string }) =>
    this.#call<unknown>("PUT", `/readers/${segment(reader)}/card`, card);
  ejectCard = (reader: string) => this.#call<unknown>("DELETE", `/readers/${segment(reader)}/card`);

  addReader = (reader: string) => this.#call<unknown>("PUT", `/readers/${segment(reader)}`);
  removeReader = (reader: string) => this.#call<unknown>("DELETE", `/readers/${segment(reader)}`);
  swapCards = (reader: string, other: string) =>
    this.#call<unknown>("POST", `/readers/${segment(reader)}/swap`, { with: other });
  enterWrongPasscode = (reader: string) => this.#inReader(reader, "wrong-passcode");
  lockCard = (reader: string) => this.#inReader(reader, "lock");
  /** Certificates that ended at this instant. Default: a day ago. */
  expireCard = (reader: string, at?: Date) => this.#inReader(reader, "expire", at ? { at: at.toISOString() } : {});
  renewCard = (reader: string) => this.#inReader(reader, "renew");
  replaceCard = (reader: string) => this.#inReader(reader, "replace");

  apps = () => this.#call<Omit<App, "secret">[]>("GET", "/api-platform/apps");
  registerApp = (app: AppInput) => this.#call<Omit<App, "secret">>("POST", "/api-platform/apps", app);
  removeApp = (key: string) => this.#call<undefined>("DELETE", `/api-platform/apps/${segment(key)}`);

  /** The newest, or the newest of those with a lower id. Needs a control panel, as the next two do. */
  signIns = (before?: number) =>
    this.#call<SignInPage>("GET", before === undefined ? "/sign-ins" : `/sign-ins/before/${before}`);
  signIn = (id: number) => this.#call<SignInTimeline>("GET", `/sign-ins/${id}`);
  signInFile = (id: number) => this.#call<SignInFile>("GET", `/sign-ins/${id}/file`);

  journal = () => this.#call<JournalEntry[]>("GET", "/journal");
  clearJournal = () => this.#call<undefined>("DELETE", "/journal");

  /** What happens from now on, until the signal aborts; the iteration then ends. */
  async *events(signal: AbortSignal): AsyncGenerator<JournalEntry, void> {
    for await (const { data } of this.#stream("/events", signal)) yield data as JournalEntry;
  }

  /** Each sign-in that changes, as it is then; undefined if so many did that all are to be read again. Ends as `events` does. */
  async *signInEvents(signal: AbortSignal): AsyncGenerator<SignInSummary | undefined, void> {
    for await (const { type, data } of this.#stream("/sign-in-events", signal)) {
      yield type === "resync" ? undefined : (data as SignInSummary);
    }
  }

  async *#stream(path: string, signal: AbortSignal): AsyncGenerator<{ type: string | undefined; data: unknown }, void> {
    const response = await fetch(this.#origin + path, { headers: this.#headers, signal });
    if (!response.ok || !response.body) throw new ControlError(response.status, "EVENTS_REFUSED", "no event stream");
    let rest = "";
    try {
      for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
        const blocks = (rest + text).split("\n\n");
        rest = blocks.pop() ?? "";
        for (const block of blocks) {
          const data = /^data: (.*)$/m.exec(block)?.[1];
          if (data !== undefined) yield { type: /^event: (.*)$/m.exec(block)?.[1], data: JSON.parse(data) };
        }
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  #onCard<Answer>(method: string, serial: string, path = ""): Promise<Answer> {
    return this.#call<Answer>(method, `/cards/${segment(serial)}${path}`);
  }

  #inReader(reader: string, what: string, body?: unknown): Promise<unknown> {
    return this.#call<unknown>("POST", `/readers/${segment(reader)}/card/${what}`, body);
  }

  async #call<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await fetch(`${this.#origin}${path}`, {
      method,
      headers: { ...this.#headers, ...(body === undefined ? {} : { "content-type": "application/json" }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const answer: unknown = text === "" ? undefined : JSON.parse(text);
    if (response.ok) return answer as Answer;
    const { error } = answer as { error: { code: string; message: string } };
    throw new ControlError(response.status, error.code, error.message);
  }
}

export interface FaultDescription {
  readonly name: string;
  readonly endpoint: string;
  readonly summary: string;
}

function segment(text: string): string {
  return encodeURIComponent(text);
}
