import type { InteractionResults } from "oidc-provider";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import type { DirectoryUser } from "../../care-identity/directory/directory.ts";
import { displayName } from "../../care-identity/directory/names.ts";
import type { RelyingParties } from "../relying-parties/registry.ts";
import type { Settings } from "../settings/settings.ts";
import type { Store } from "../../store/store.ts";
import type { ClientKind } from "./assertion.ts";
import { recordIdentityAgentSignIn } from "./card-removal.ts";
import { renewalNotice } from "./notices.ts";
import { type AssertionCheck, type AssertionServices, ReceivedAssertion } from "./received-assertion.ts";
import { offered, onlyRole, roleAskedFor } from "./role-choice.ts";
import type { Notice, SignInState, SignInStep } from "./sign-in-state.ts";

export interface SignInServices extends AssertionServices {
  readonly checks: readonly AssertionCheck[];
  readonly relyingParties: RelyingParties;
  readonly settings: Settings;
  readonly store: Store;
}

/** The provider's side of a sign-in under way. */
export interface SignInRequest {
  readonly uid: string;
  readonly origin: string;
  readonly clientId: string;
  readonly scope: string | undefined;
  /** The user of the session, where only a role is asked for. */
  readonly signedInUser: string | undefined;
  /** The role chosen earlier in the same session. */
  readonly sessionRole: (userId: string) => Promise<string | undefined>;
  /** Tells the provider how the sign-in ended; resolves to where the browser goes next. */
  readonly complete: (result: InteractionResults) => Promise<string>;
}

/** What is known of a user who was identified, by the card or by the session. */
interface Identified {
  readonly userId: string;
  /** What the card was used with; absent where the session said who the user is. */
  readonly client?: ClientKind;
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

  /** How the sign-in stands, in short. */
  get summary() {
    const { clientId } = this.#request;
    return { clientId, step: this.#progress.step, userId: this.#identified?.userId, challenge: this.#challenge };
  }

  async state(): Promise<SignInState> {
    const progress = this.#progress;
    const party = await this.#services.relyingParties.find(this.#request.clientId);
    const relyingParty = { clientId: this.#request.clientId, name: party?.name ?? this.#request.clientId };
    if (progress.step === "authenticator" || progress.step === "smartcard")
      return { step: progress.step, relyingParty };
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

  /** Choosing again is allowed until a card has signed: it is what a browser's back button leads to. */
  async chooseAuthenticator(): Promise<void> {
    this.#at("authenticator", "smartcard");
    if (this.#progress.step !== "smartcard") await this.#move({ step: "smartcard" });
  }

  /** Asking for one is choosing the smartcard, where nothing is chosen yet. */
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
    const progress = this.#progress;
    if (progress.step === "role") return progress;
    const { userId, notices = [] } = progress.step === "finished" ? progress : {};
    return userId === undefined ? undefined : { userId, notices };
  }

  async #authenticated(user: DirectoryUser, client: ClientKind, renewal: readonly Notice[]): Promise<void> {
    const asked = roleAskedFor(this.#request.scope);
    const without: Notice[] = asked && user.roles.length === 0 ? [{ code: "NO_ROLES" }] : [];
    const identified: Identified = { userId: user.userId, client, notices: [...renewal, ...without] };
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

  /** Nothing where the user was signed in before, and only chose a role. */
  #login({ userId, client }: Identified): InteractionResults {
    if (client === undefined) return {};
    const { acrBySmartcard, amr, defaultAcr } = this.#services.settings;
    return { login: { accountId: userId, acr: acrBySmartcard[client][0] ?? defaultAcr, amr: amr[client] } };
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
