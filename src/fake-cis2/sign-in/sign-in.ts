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

interface Progress {
  readonly step: SignInStep;
  readonly userId?: string;
  readonly client?: ClientKind;
  readonly notices: readonly Notice[];
  readonly continue?: string;
}

/** One sign-in, from the choice of an authenticator to the way back to the relying party. */
export class SignIn {
  readonly #request: SignInRequest;
  readonly #services: SignInServices;
  #progress: Progress;

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
      : { step: "authenticator", notices: [] };
    return new SignIn(request, services, stored ?? start);
  }

  /** How the sign-in stands, in short. */
  get summary(): { clientId: string; step: SignInStep; userId: string | undefined } {
    return { clientId: this.#request.clientId, step: this.#progress.step, userId: this.#progress.userId };
  }

  async state(): Promise<SignInState> {
    const { step, userId, notices, continue: next } = this.#progress;
    const party = await this.#services.relyingParties.find(this.#request.clientId);
    const user = userId === undefined ? undefined : await this.#services.directory.find(userId);
    return {
      step,
      relyingParty: { clientId: this.#request.clientId, name: party?.name ?? this.#request.clientId },
      ...(user ? { user: { userId: user.userId, name: displayName(user) } } : {}),
      ...(step === "role" && user ? { roles: user.roles.map(offered) } : {}),
      ...(notices.length > 0 ? { notices } : {}),
      ...(next === undefined ? {} : { continue: next }),
    };
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
    this.#at("role");
    const user = await this.#services.directory.find(this.#progress.userId ?? "");
    const role = user?.roles.find((one) => one.roleId === roleId);
    if (!role) {
      const known = user?.roles.map((one) => one.roleId).join(", ") ?? "";
      throw new TestkitError("ROLE_NOT_HELD", { role: roleId, known });
    }
    await this.#finish({ ...this.#login(), role: { roleId } });
  }

  async cancel(): Promise<void> {
    this.#at("authenticator", "smartcard", "role");
    await this.#finish({ error: "access_denied", error_description: "The sign-in was cancelled" });
  }

  async #authenticated(user: DirectoryUser, client: ClientKind, renewal: readonly Notice[]): Promise<void> {
    const asked = roleAskedFor(this.#request.scope);
    const without: Notice[] = asked && user.roles.length === 0 ? [{ code: "NO_ROLES" }] : [];
    this.#progress = { ...this.#progress, userId: user.userId, client, notices: [...renewal, ...without] };
    if (without.length > 0 && this.#services.settings.withoutRoles === "refuse") {
      await this.#finish({ error: "access_denied", error_description: "The user has no roles" });
    } else if (asked === undefined || user.roles.length === 0) {
      await this.#finish(this.#login());
    } else {
      const role = onlyRole(user)?.roleId ?? (await this.#keptRole(asked, user));
      await (role ? this.#finish({ ...this.#login(), role: { roleId: role } }) : this.#move({ step: "role" }));
    }
  }

  async #keptRole(asked: "selected" | "changed", user: DirectoryUser): Promise<string | undefined> {
    if (asked === "changed" || this.#services.settings.roleAfterReauthentication === "ask") return undefined;
    return this.#request.sessionRole(user.userId);
  }

  /** Nothing where the user was signed in before, and only chose a role. */
  #login(): InteractionResults {
    const { userId, client } = this.#progress;
    if (userId === undefined || client === undefined) return {};
    const { acrBySmartcard, amr, defaultAcr } = this.#services.settings;
    return { login: { accountId: userId, acr: acrBySmartcard[client][0] ?? defaultAcr, amr: amr[client] } };
  }

  async #finish(result: InteractionResults): Promise<void> {
    await this.#move({ step: "finished", continue: await this.#request.complete(result) });
  }

  async #move(change: Partial<Progress>): Promise<void> {
    this.#progress = { ...this.#progress, ...change };
    const { store, settings } = this.#services;
    await store.set(key(this.#request.uid), this.#progress, settings.signInLifetime);
  }

  #at(...steps: SignInStep[]): void {
    if (!steps.includes(this.#progress.step)) {
      throw new TestkitError("SIGN_IN_STEP", { step: steps.at(-1) ?? "" });
    }
  }
}

function key(uid: string): string {
  return `SignIn:${uid}`;
}
