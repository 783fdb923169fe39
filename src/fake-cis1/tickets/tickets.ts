import { createHash } from "node:crypto";
import type { HeldRole } from "../../care-identity/directory/directory.ts";
import type { Clock } from "../../foundation/clock.ts";
import type { Random } from "../../foundation/random.ts";
import type { Store } from "../../store/store.ts";

/** A session that a ticket stands for. */
export interface TicketSession {
  readonly userId: string;
  readonly name: string;
  readonly roles: readonly HeldRole[];
  /** ISO 8601. */
  readonly issuedAt: string;
  readonly expiresAt: string;
  readonly selectedRole?: string;
}

const list = "Cis1:Tickets";

/** The tickets that were issued. The store has their digests only. */
export class Tickets {
  readonly #options: { store: Store; clock: Clock; random: Random; minutes: number };

  constructor(options: { store: Store; clock: Clock; random: Random; minutes: number }) {
    this.#options = options;
  }

  async issue({ userId, name, roles }: Pick<TicketSession, "userId" | "name" | "roles">): Promise<string> {
    const { store, clock, random, minutes } = this.#options;
    const ticket = `AQIC5w${Buffer.from(random.bytes(35)).toString("base64")}@AAJTSQACMDE=#`;
    const now = clock.now().getTime();
    const times = { issuedAt: new Date(now), expiresAt: new Date(now + minutes * 60_000) };
    const session = {
      userId,
      name,
      roles,
      issuedAt: times.issuedAt.toISOString(),
      expiresAt: times.expiresAt.toISOString(),
    };
    await store.set(entry(ticket), session satisfies TicketSession, minutes * 60);
    await store.include(list, entry(ticket), minutes * 60);
    return ticket;
  }

  /** Returns undefined for a ticket that never was, has ended or has expired. */
  async find(ticket: string): Promise<TicketSession | undefined> {
    return this.#valid((await this.#options.store.get(entry(ticket))) as TicketSession | undefined);
  }

  /** Those that are valid now, without the tickets themselves. */
  async sessions(): Promise<readonly TicketSession[]> {
    const { store } = this.#options;
    const found = await Promise.all((await store.members(list)).map((key) => store.get(key)));
    return found.map((one) => this.#valid(one as TicketSession | undefined)).filter((one) => one !== undefined);
  }

  /** Selects a role, once: another takes another sign-in. Returns false if it is not the person's, or another is selected. */
  async selectRole(ticket: string, roleId: string): Promise<boolean> {
    const session = await this.find(ticket);
    if (!session?.roles.some((role) => role.roleId === roleId)) return false;
    if (session.selectedRole !== undefined) return session.selectedRole === roleId;
    const { store, clock } = this.#options;
    const left = (new Date(session.expiresAt).getTime() - clock.now().getTime()) / 1000;
    if (!(await store.add(`${entry(ticket)}:Role`, roleId, Math.ceil(left)))) return false;
    await store.set(entry(ticket), { ...session, selectedRole: roleId } satisfies TicketSession, Math.ceil(left));
    return true;
  }

  /** Returns false if there was none. */
  async end(ticket: string): Promise<boolean> {
    const ended = (await this.find(ticket)) !== undefined;
    await this.#options.store.delete(entry(ticket));
    await this.#options.store.exclude(list, entry(ticket));
    return ended;
  }

  #valid(session: TicketSession | undefined): TicketSession | undefined {
    return session && this.#options.clock.now() < new Date(session.expiresAt) ? session : undefined;
  }
}

const entry = (ticket: string) => `Cis1:Ticket:${createHash("sha256").update(ticket).digest("base64url")}`;
