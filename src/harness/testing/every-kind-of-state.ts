import assert from "node:assert/strict";
import { desktopKinds, leaveWindow } from "./desktop-state.ts";
import { fakeCis2Kinds } from "./fake-cis2-state.ts";
import { logoutKinds } from "./logout-state.ts";
import type { StateKind } from "./state-kind.ts";
import { exampleRelyingParty } from "../relying-party/example-relying-party.ts";
import type { TestDesktop } from "../desktop/test-desktop.ts";

const lastingRelyingParty = { ...exampleRelyingParty, clientId: "lasting", name: "Registered for good" };

/** A test of `reset()`: looks at every kind of state of a desktop, changes each, and finds out what a reset left. */
export class EveryKindOfState implements AsyncDisposable {
  readonly #desktop: TestDesktop;
  readonly #kinds: readonly StateKind[];
  readonly #close: () => Promise<void>;
  #changed: { readonly before: Record<string, unknown>; readonly window: Promise<string | undefined> } | undefined;

  private constructor(desktop: TestDesktop, kinds: readonly StateKind[], close: () => Promise<void>) {
    this.#desktop = desktop;
    this.#kinds = kinds;
    this.#close = close;
  }

  static async of(desktop: TestDesktop): Promise<EveryKindOfState> {
    const { kinds, close } = await logoutKinds(desktop);
    // What can only be seen in a journal or a reader that no other look has touched comes first.
    const all = [...fakeCis2Kinds(desktop), ...kinds, ...desktopKinds(desktop)];
    return new EveryKindOfState(desktop, all, close);
  }

  /** Sets up what has to outlive a reset, changes every kind of state, and sees that each change shows. */
  async changeAll(): Promise<void> {
    const { embedded } = this.#desktop;
    await this.#desktop.register(lastingRelyingParty);
    await embedded.registerEveryCard();
    await embedded.cis2.signingKeys.rotate();
    const before = await this.#look();
    for (const { change } of this.#kinds) await change();
    const changed = await this.#look();
    for (const { name } of this.#kinds) assert.notDeepEqual(changed[name], before[name], `${name} did not change`);
    for (const { change, lookEnds } of this.#kinds) if (lookEnds) await change();
    const { code } = await leaveWindow(this.#desktop);
    this.#changed = { before: { ...before, "the signing key": await this.#signingKey() }, window: code };
  }

  /** Sees that nothing is left of the changes, and that the signing key stayed. */
  async seeNone(): Promise<void> {
    assert.ok(this.#changed, "nothing was changed before");
    const { before, window } = this.#changed;
    assert.deepEqual({ ...(await this.#look()), "the signing key": await this.#signingKey() }, before);
    assert.equal(await window, "PASSCODE_CANCELLED");
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#close();
  }

  async #look(): Promise<Record<string, unknown>> {
    const seen: Record<string, unknown> = {};
    for (const { name, look } of this.#kinds) seen[name] = await look();
    return seen;
  }

  async #signingKey(): Promise<string | undefined> {
    return (await this.#desktop.embedded.cis2.signingKeys.current()).keys[0]?.kid;
  }
}
