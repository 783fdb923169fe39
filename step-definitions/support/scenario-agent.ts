import assert from "node:assert/strict";
import { type LocalService, startLocalService } from "../../src/client/index.ts";
import { type FakeCis1, type GasEvent, startFakeCis1 } from "../../src/fake-cis1/index.ts";
import { authoritiesFromPem } from "../../src/pki/index.ts";
import { ScriptedPerson, wrongPasscodeFor } from "./scripted-person.ts";
import type { TestkitWorld } from "./world.ts";

export interface AgentOptions {
  /** Counted from 1. */
  readonly role?: number;
  readonly wrongPasscode?: boolean;
  /** ISO 8601: when gas retires. */
  readonly refusedFrom?: string;
}

/** The Identity Agent on the desktop of a scenario, and the `gas` at which it signs in. */
export class ScenarioAgent implements AsyncDisposable {
  readonly gas: FakeCis1;
  /** What happened at gas. */
  readonly events: readonly GasEvent[];
  readonly #service: LocalService;

  private constructor(gas: FakeCis1, events: readonly GasEvent[], service: LocalService) {
    this.gas = gas;
    this.events = events;
    this.#service = service;
  }

  static async start({ cis2, card, clock, desktop }: TestkitWorld, options: AgentOptions): Promise<ScenarioAgent> {
    const { cis2: fake, cardAuthorities } = await cis2.embedded();
    const events: GasEvent[] = [];
    const gas = await startFakeCis1({
      ...{ host: "127.0.0.1", port: 0, clock },
      registrationAuthority: fake.registrationAuthority,
      directory: fake.directory,
      adoptedCards: fake.adoptedCards,
      trusted: authoritiesFromPem(cardAuthorities),
      settings: options.refusedFrom === undefined ? {} : { identityAgentRefusedFrom: options.refusedFrom },
      onEvent: (event) => events.push(event),
    });
    const { passcode } = card.persona.card;
    const { role } = options;
    const service = await startLocalService({
      readers: desktop.readers,
      origins: ["https://system.test"],
      portServicePorts: [0],
      showWindow: () => assert.fail("the person is asked in a passcode window"),
      passcodes: new ScriptedPerson(options.wrongPasscode ? wrongPasscodeFor(passcode) : passcode),
      identityAgent: {
        gas: gas.origin,
        chooseRole:
          role === undefined
            ? undefined
            : (roles) => Promise.resolve(roles[role - 1]?.roleId ?? assert.fail(`there is no role ${String(role)}`)),
      },
    });
    return new ScenarioAgent(gas, events, service);
  }

  /** What a program on the desktop is answered that asks for the ticket, with a sign-in or without. */
  async ticket(path: "ticket" | "ticket-no-auth"): Promise<{ ticket?: string | null; error?: { code: string } }> {
    const address = `http://localhost:${String(this.#service.userServicePort)}/identity-agent/${path}`;
    return (await (await fetch(address, { method: "POST" })).json()) as { ticket?: string };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#service.close();
    await this.gas.close();
  }
}
