import type { InteractionResults } from "oidc-provider";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import type { DirectoryUser } from "../../care-identity/directory/directory.ts";
import { displayName } from "../../care-identity/directory/names.ts";
import type { RelyingParties } from "../relying-parties/registry.ts";
import type { Settings } from "../settings/settings.ts";
import type { Store } from "../../store/store.ts";
import { isWithoutCard } from "../../care-identity/authenticators/authenticators.ts";
import { type Authenticator, meansOf, offeredFor } from "./authenticators.ts";
import { recordIdentityAgentSignIn } from "./card-removal.ts";
import { renewalNotice } from "./notices.ts";
import { type AssertionCheck, type AssertionServices, ReceivedAssertion } from "./received-assertion.ts";
import { offered, onlyRole, roleAskedFor } from "./role-choice.ts";
import type { Notice, OfferedAuthenticator, SignInState, SignInStep, SignInUser } from "./sign-in-state.ts";
import type { WithoutCard } from "./without-card.ts";

export interface SignInServices extends AssertionServices {
  readonly checks: readonly AssertionCheck[];
  readonly relyingParties: RelyingParties;
  readonly settings: Settings;
  readonly store: Store;
  readonly withoutCard: WithoutCard;
}

/** The provider's side of a sign-in under way. */
export interface SignInRequest {
  readonly uid: string;
  readonly origin: string;
  readonly clientId: string;
  readonly scope: string | undefined;
  readonly acrValues: string | undefined;
  /** Whether the session was begun without a card, and that is not enough for this request. */
  readonly stepUp: boolean;
  /** The user of the session, if only a role is asked for. */
  readonly signedInUser: string | undefined;
  /** The role chosen earlier in the same session. */
  readonly sessionRole: (userId: string) => Promise<string | undefined>;
  /** Tells the provider how the sign-in ended; resolves to where the browser goes next. */
  readonly complete: (result: InteractionResults) => Promise<string>;
}

/** What is known of a user who was identified, by the card or by the session. */
interface Identified {
  readonly userId: string;
  /** Absent if the session said who the user is. */
  readonly authenticator?: Authenticator;
  readonly notices: readonly Notice[];
}

/** How far it has come, as the store keeps it. */
type Progress =
  | { readonly step: "authenticator" }
  | { readonly step: "smartcard" }
  | ({ readonly step: "role" } & Identified)
  | ({ readonly step: "finished"; readonly continue: string } & Partial<Identified>);

/** One sign-in, from the choice of an authenticator to the way back to the relying party. */
export class SignIn {
  readonly #request: SignInRequest;
  readonly #services: SignInServices;
  #progress: Progress;
  #challenge: string | undefined;

  private constructor(request: SignInRequest, services: SignInServices, progress: Progress) {
    this.#request = request;
    this.#services = services;
    this.#progress = progress;
  }

  static async open(request: SignInRequest, services: SignInServices): Promise<SignIn> {
    const stored = (await services.store.get(key(request.uid))) as Progress | undefined;
    const { signedInUser } = request;
    const start: Progress = signedInUser
      ? { step: "role", userId: signedInUser, notices: [] }
      : { step: "authenticator" };
    return new SignIn(request, services, stored ?? start);
  }

  /** The state of the sign-in, in short. */
  get summary() {
    const { clientId } = this.#request;
    const { userId, authenticator } = this.#identified ?? {};
    const withoutCard = isWithoutCard(authenticator) ? authenticator : undefined;
    return { clientId, step: this.#progress.step, userId, challenge: this.#challenge, withoutCard };
  }

  async state(): Promise<SignInState> {
    const progress = this.#progress;
    const party = await this.#services.relyingParties.find(this.#request.clientId);
    const relyingParty = { clientId: this.#request.clientId, name: party?.name ?? this.#request.clientId };
    if (progress.step === "authenticator" || progress.step === "smartcard") {
      const authenticators = await this.#offered();
      return { step: progress.step, relyingParty, ...(authenticators ? { authenticators } : {}) };
    }
    const { userId, notices = [] } = progress;
    const user = userId === undefined ? undefined : await this.#services.directory.find(userId);
    const shown = { relyingParty, ...(notices.length > 0 ? { notices } : {}) };
    if (progress.step === "role") {
      // A user who has left the directory since has a user id, and nothing else.
      const name = user ? displayName(user) : progress.userId;
      return { step: "role", ...shown, user: { userId: progress.userId, name }, roles: user?.roles.map(offered) ?? [] };
    }
    const known = user && { user: { userId: user.userId, name: displayName(user) } };
    return { step: "finished", ...shown, ...known, continue: progress.continue };
  }

  /** Whom the page lists for signing in without a card, by name; nobody if that is off, or not on offer. */
  async people(): Promise<SignInUser[]> {
    if (this.#progress.step !== "authenticator") return [];
    if (!(await this.#offered())?.some(({ name }) => isWithoutCard(name))) return [];
    const users = (await this.#services.directory.users()).filter(({ active }) => active);
    const people = users.map((user) => ({ userId: user.userId, name: displayName(user) }));
    return people.sort((one, other) => one.name.localeCompare(other.name));
  }

  /** Choosing again is allowed until a card has signed: it is what a browser's back button leads to. */
  async chooseAuthenticator(): Promise<void> {
    this.#at("authenticator", "smartcard");
    const offered = await this.#offered();
    if (offered?.every(({ name }) => name !== "smartcard")) this.#refuse("smartcard", offered);
    if (this.#progress.step !== "smartcard") await this.#move({ step: "smartcard" });
  }

  /** Asking for one is choosing the smartcard, if nothing is chosen yet. */
  async issueChallenge(): Promise<{ challenge: string; origin: string; expiresAt: string }> {
    await this.chooseAuthenticator();
    const { challenge, expiresAt } = await this.#services.challenges.issue(this.#request.uid);
    this.#challenge = challenge;
    return { challenge, origin: this.#request.origin, expiresAt };
  }

  /** Checks what the card signed. A refusal leaves the sign-in where it is. */
  async assert(received: unknown): Promise<void> {
    this.#at("smartcard");
    const credential = new ReceivedAssertion(received, this.#request, this.#services);
    for (const check of this.#services.checks) await check(credential);
    const user = await credential.user();
    if (!user) throw new TypeError("the checks let a user through that the directory does not hold");
    const { clock, settings, store } = this.#services;
    const { client, signature } = credential.assertion;
    if (client.kind === "identity-agent") {
      await recordIdentityAgentSignIn(store, signature, user.userId, settings.sessionLifetime);
    }
    const notices = renewalNotice(credential.certificate, clock.now(), settings.renewalNoticeDays);
    await this.#authenticated(user, client.kind, notices);
  }

  /** Signs a person in by an authenticator besides the smartcard, the first on offer unless it is named. No card takes part. */
  async withoutCard(userId: string, name?: string): Promise<void> {
    this.#at("authenticator", "smartcard");
    const offered = await this.#offered();
    if (!offered) throw new TestkitError("WITHOUT_CARD_OFF");
    const chosen = offered.map((one) => one.name).find((one) => isWithoutCard(one) && one === (name ?? one));
    if (!isWithoutCard(chosen)) return this.#refuse(name ?? "any without a card", offered);
    const user = await this.#services.directory.find(userId);
    if (!user?.active) throw new TestkitError(user ? "USER_INACTIVE" : "USER_UNKNOWN", { userId });
    return this.#authenticated(user, chosen, []);
  }

  async chooseRole(roleId: string): Promise<void> {
    const identified = this.#at("role");
    const user = await this.#services.directory.find(identified.userId);
    const role = user?.roles.find((one) => one.roleId === roleId);
    if (!role) {
      const known = user?.roles.map((one) => one.roleId).join(", ") ?? "";
      throw new TestkitError("ROLE_NOT_HELD", { role: roleId, known });
    }
    await this.#finish({ ...this.#login(identified), role: { roleId } }, identified);
  }

  async cancel(): Promise<void> {
    this.#at("authenticator", "smartcard", "role");
    const result = { error: "access_denied", error_description: "The sign-in was cancelled" };
    await this.#finish(result, this.#identified);
  }

  get #identified(): Identified | undefined {
    const { userId, notices = [], authenticator } = this.#progress as Partial<Identified>;
    return userId === undefined ? undefined : { userId, notices, ...(authenticator && { authenticator }) };
  }

  /** Undefined while nobody can sign in without a card. */
  async #offered(): Promise<OfferedAuthenticator[] | undefined> {
    const { withoutCard, settings } = this.#services;
    return (await withoutCard.isOn()) ? offeredFor(this.#request, settings) : undefined;
  }

  #refuse(authenticator: string, offered: readonly OfferedAuthenticator[]): never {
    const asked = this.#request.acrValues ?? this.#services.settings.defaultAcr;
    const names = offered.map(({ name }) => name).join(", ");
    throw new TestkitError("AUTHENTICATOR_NOT_OFFERED", { authenticator, asked, offered: names });
  }

  async #authenticated(user: DirectoryUser, authenticator: Authenticator, renewal: readonly Notice[]): Promise<void> {
    const asked = roleAskedFor(this.#request.scope);
    const without: Notice[] = asked && user.roles.length === 0 ? [{ code: "NO_ROLES" }] : [];
    const identified: Identified = { userId: user.userId, authenticator, notices: [...renewal, ...without] };
    const login = this.#login(identified);
    if (without.length > 0 && this.#services.settings.withoutRoles === "refuse") {
      await this.#finish({ error: "access_denied", error_description: "The user has no roles" }, identified);
    } else if (asked === undefined || user.roles.length === 0) {
      await this.#finish(login, identified);
    } else {
      const roleId = onlyRole(user)?.roleId ?? (await this.#keptRole(asked, user));
      if (roleId) await this.#finish({ ...login, role: { roleId } }, identified);
      else await this.#move({ step: "role", ...identified });
    }
  }

  async #keptRole(asked: "selected" | "changed", user: DirectoryUser): Promise<string | undefined> {
    if (asked === "changed" || this.#services.settings.roleAfterReauthentication === "ask") return undefined;
    return this.#request.sessionRole(user.userId);
  }

  /** Nothing if the user was signed in before, and only chose a role. */
  #login({ userId, authenticator }: Identified): InteractionResults {
    if (authenticator === undefined) return {};
    const { amr } = meansOf(authenticator, this.#services.settings);
    // What a request gets for its acr depends on what it asked for: the session keeps the authenticator.
    return { login: { accountId: userId, acr: authenticator, amr } };
  }

  async #finish(result: InteractionResults, identified: Identified | undefined): Promise<void> {
    await this.#move({ ...identified, step: "finished", continue: await this.#request.complete(result) });
  }

  async #move(progress: Progress): Promise<void> {
    this.#progress = progress;
    const { store, settings } = this.#services;
    await store.set(key(this.#request.uid), this.#progress, settings.signInLifetime);
  }

  #at<Step extends SignInStep>(...steps: readonly Step[]): Extract<Progress, { step: Step }> {
    const progress = this.#progress;
    const isAt = (one: Progress): one is Extract<Progress, { step: Step }> => steps.some((step) => step === one.step);
    if (!isAt(progress)) throw new TestkitError("SIGN_IN_STEP", { step: steps.at(-1) ?? "" });
    return progress;
  }
}

function key(uid: string): string {
  return `SignIn:${uid}`;
}
