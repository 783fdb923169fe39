import { X509Certificate } from "node:crypto";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import type { Logger } from "../../foundation/logger.ts";
import type { ReaderEvent, ReaderSource } from "../../iso7816/index.ts";
import { digest } from "../cards/signature-algorithms.ts";
import { withUnlockedCard } from "../cards/unlocked-card.ts";
import type { WithPasscodeSource } from "../local-service/passcode-prompt.ts";
import { GasClient, type GasRole, type GasTicket } from "./gas-client.ts";
import { RememberedPasscode } from "./remembered-passcode.ts";
import { wrapSignature } from "./signed-challenge.ts";

/** How the Identity Agent signs in, and whom it tells. */
export interface IdentityAgentSettings {
  /** The origin of `gas`. */
  readonly gas: string;
  /** Chooses one of several roles. Default: none is chosen, and the sign-in is refused. */
  readonly chooseRole?: ((roles: readonly GasRole[]) => Promise<string>) | undefined;
  /** Is sent the ticket: `PUT <address>/set_ticket/<ticket>`, an empty one when the card is taken out. */
  readonly ticketAddress?: string | undefined;
}

export interface IdentityAgentOptions extends IdentityAgentSettings {
  readonly readers: ReaderSource;
  readonly reader?: string | undefined;
  readonly withPasscodeSource: WithPasscodeSource;
  readonly logger: Logger;
}

interface AgentSession extends GasTicket {
  readonly uid: string;
  readonly client: GasClient;
}

const timeoutMs = 10_000;

/** The deprecated Identity Agent: signs a person in at `gas` when the card is put in, and keeps the ticket until it is out. */
export class IdentityAgent {
  readonly #options: IdentityAgentOptions;
  readonly #remembered = new RememberedPasscode();
  readonly #stop = new AbortController();
  #signingIn: Promise<AgentSession> | undefined;
  #session: AgentSession | undefined;
  #watching = Promise.resolve();
  #work = Promise.resolve();

  constructor(options: IdentityAgentOptions) {
    this.#options = options;
  }

  /** Resolves once no card can be put in or taken out unseen; a card that is in the reader counts as put in. */
  async start(): Promise<void> {
    const events = await this.#options.readers.watch(this.#stop.signal);
    this.#watching = this.#follow(events).catch((err: unknown) => {
      this.#options.logger.error({ err }, "cards are no longer watched");
    });
  }

  /** Undefined if nobody is signed in. */
  get ticket(): string | undefined {
    return this.#session?.ticket;
  }

  /** The ticket; signs in for it if nobody is signed in. */
  async authenticatedTicket(): Promise<string> {
    return (await this.#signIn()).ticket;
  }

  /** While somebody is signed in, the person is not asked for the passcode again. */
  readonly withPasscodeSource: WithPasscodeSource = (origin, work) =>
    this.#options.withPasscodeSource(origin, (person) => work(this.#remembered.before(person)));

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#watching;
    await this.#work;
    await this.#end();
  }

  async #follow(events: AsyncIterable<ReaderEvent>): Promise<void> {
    const { reader: wanted, logger } = this.#options;
    for await (const { type, reader } of events) {
      if (wanted !== undefined && reader !== wanted) continue;
      if (type === "card-removed") this.#then(() => this.#end());
      if (type !== "card-inserted") continue;
      this.#then(async () => {
        await this.#signIn().catch((error: unknown) => {
          logger.warn({ err: error }, "nobody was signed in at the Identity Agent");
        });
      });
    }
  }

  #then(work: () => Promise<void>): void {
    this.#work = this.#work.then(work);
  }

  /** One sign-in at a time: a page that asks meanwhile waits for the same. */
  async #signIn(): Promise<AgentSession> {
    if (this.#session) return this.#session;
    this.#signingIn ??= this.#signInNow().finally(() => {
      this.#signingIn = undefined;
    });
    return this.#signingIn;
  }

  async #signInNow(): Promise<AgentSession> {
    const { gas, logger } = this.#options;
    const client = new GasClient(gas);
    const issued = await client.activate();
    const { uid, response } = await this.#sign(Buffer.from(issued.challenge, "base64"));
    const ticket = await client.validate(issued, { uid, response });
    const session = { ...ticket, uid, client };
    try {
      const role = await this.#role(ticket.roles);
      if (role !== undefined) await client.selectRole(ticket, role);
    } catch (error) {
      this.#remembered.forget();
      await client.logOut(ticket, uid);
      throw error;
    }
    this.#session = session;
    logger.info({ uid }, "signed in at the Identity Agent");
    await this.#setTicket(ticket.ticket);
    return session;
  }

  #sign(challenge: Buffer): Promise<{ readonly uid: string; readonly response: string }> {
    const { readers, reader, withPasscodeSource } = this.#options;
    const requestedBy = "NHS Identity Agent";
    return withPasscodeSource(requestedBy, async (person) => {
      const { source, last } = RememberedPasscode.recording(person);
      try {
        const use = { readers, reader, passcodes: source, purpose: "authentication", requestedBy } as const;
        return await withUnlockedCard(use, async ({ certificate, algorithm, sign }) => {
          if (algorithm !== "RS256") throw new TestkitError("ALGORITHM_NOT_ALLOWED", { algorithm });
          const signature = await sign("RS1", digest("RS1", challenge));
          this.#remembered.keep(last());
          const { subject } = new X509Certificate(certificate);
          const uid = /^CN=(.*)$/m.exec(subject)?.[1] ?? "";
          return { uid, response: wrapSignature(challenge, signature, certificate) };
        });
      } finally {
        last().fill(0);
      }
    });
  }

  async #role(roles: readonly GasRole[]): Promise<string | undefined> {
    const [only, ...others] = roles;
    if (others.length === 0) return only?.roleId;
    const known = roles.map(({ roleId, text }) => `${roleId} (${text})`).join(", ");
    const { chooseRole } = this.#options;
    if (chooseRole === undefined) throw new TestkitError("ROLE_NEEDED", { known });
    return chooseRole(roles);
  }

  async #end(): Promise<void> {
    this.#remembered.forget();
    const session = this.#session;
    this.#session = undefined;
    if (!session) return;
    const { logger } = this.#options;
    await this.#setTicket("");
    await session.client.logOut(session, session.uid).catch((err: unknown) => {
      logger.warn({ err }, "the card was removed, but gas could not be told");
    });
    logger.info("signed out at the Identity Agent");
  }

  async #setTicket(ticket: string): Promise<void> {
    const { ticketAddress, logger } = this.#options;
    if (ticketAddress === undefined) return;
    const url = `${ticketAddress.replace(/\/$/, "")}/set_ticket/${encodeURIComponent(ticket)}`;
    try {
      await fetch(url, {
        method: "PUT",
        headers: { referer: "https://ia.spine2.ncrs.nhs.uk" },
        signal: AbortSignal.timeout(timeoutMs),
      });
    } catch (err) {
      logger.warn({ err }, `the ticket could not be sent to ${ticketAddress}`);
    }
  }
}
