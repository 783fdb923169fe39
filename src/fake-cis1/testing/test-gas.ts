import assert from "node:assert/strict";
import { request } from "node:http";
import { sign } from "node:crypto";
import { text } from "node:stream/consumers";
import { AdoptedCards } from "../../care-identity/adoption/adopted-cards.ts";
import { Directory } from "../../care-identity/directory/directory.ts";
import { loadPersonas } from "../../care-identity/directory/persona.ts";
import { RegistrationAuthority } from "../../care-identity/registration-authority/registration-authority.ts";
import { ManualClock } from "../../foundation/clock.ts";
import { EmulatedAuthorities, type KeyPair, openKeyStore, parseCertificate } from "../../pki/index.ts";
import { MemoryStore } from "../../store/memory-store.ts";
import type { Store } from "../../store/store.ts";
import type { GasEvent } from "../services.ts";
import type { Cis1SettingsInput } from "../settings.ts";
import { type FakeCis1, startFakeCis1 } from "../start.ts";
import { type CmsParts, signedDataOf } from "./signed-data.ts";

export const keys = openKeyStore();
const personas = loadPersonas();
export const userOf = (persona: string) => personas.personas[persona]?.user.userId ?? "";

export interface GasCard {
  readonly pair: KeyPair;
  readonly certificate: Uint8Array;
  readonly userId: string;
}

type Parameters = Record<string, string | undefined>;

export interface TestGas extends AsyncDisposable {
  readonly gas: FakeCis1;
  readonly clock: ManualClock;
  readonly authorities: EmulatedAuthorities;
  readonly registrationAuthority: RegistrationAuthority;
  readonly directory: Directory;
  readonly events: GasEvent[];
  readonly card: GasCard;
  /** Makes a card with its own certificate; registered unless a serial is left out. */
  issue(persona: string, serial?: string, more?: { notBefore?: Date; by?: EmulatedAuthorities }): Promise<GasCard>;
  post(path: string, body: string): Promise<string>;
  activation(more?: Parameters): Parameters;
  /** Activates, and gives a valid authentication of the card. */
  authentication(card?: GasCard, change?: (parts: CmsParts) => void): Promise<Parameters>;
  /** Authenticates, and returns the ticket. */
  ticket(card?: GasCard): Promise<string>;
}

const start = new Date("2026-11-02T09:00:00Z");
const session = { log_session_id: "Ao9qufl+uA==", device_id: "abcdefgh,ClientIP=127.0.0.1" };

/** Starts `gas` with its own directory and one registered card. */
export async function startTestGas({
  settings,
  store: gasStore,
  now = start,
}: { settings?: Cis1SettingsInput; store?: Store; now?: Date } = {}): Promise<TestGas> {
  const clock = new ManualClock(now);
  const store = new MemoryStore();
  const authorities = await EmulatedAuthorities.create({ keys, clock });
  const directory = new Directory(store);
  await directory.seed(personas);
  const registrationAuthority = new RegistrationAuthority({ store, authorities, clock });
  const adoptedCards = new AdoptedCards({ store, clock, directory, registrationAuthority, personas });
  const events: GasEvent[] = [];
  const gas = await startFakeCis1({
    ...{ port: 0, clock, directory, registrationAuthority, adoptedCards, settings, keys, store: gasStore },
    trusted: authorities.trusted,
    onEvent: (event) => events.push(event),
  });
  const issue: TestGas["issue"] = async (
    persona,
    serial,
    { notBefore = new Date("2026-01-01T00:00:00Z"), by } = {},
  ) => {
    const pair = await keys.keyPair(`gas-${persona}`, "rsa-2048");
    const userId = userOf(persona);
    const options = { userId, notBefore, publicKey: pair.publicKey };
    const certificate = await (by ?? authorities).issueAuthenticationCertificate(options);
    const { serialNumber } = parseCertificate(certificate);
    if (serial !== undefined) await registrationAuthority.register({ serial, userId, certificates: [serialNumber] });
    return { pair, certificate, userId };
  };
  const card = await issue("two-roles", "GASCARD1");
  const test: TestGas = {
    ...{ gas, clock, authorities, registrationAuthority, directory, events, card, issue },
    post: async (path, body) => (await fetch(`${gas.origin}${path}`, { method: "POST", body })).text(),
    activation: (more = {}) => ({ auth_method: "3", app_url: "NHST", ...session, service: "ACTIVATION", ...more }),
    authentication: async (by = card, change) => {
      const activated = await test.post("/login/authactivate", objectOf(test.activation()));
      const challenge = parameterOf(activated, "challenge");
      const content = Buffer.from(challenge, "base64");
      const parts: CmsParts = {
        content,
        certificates: [by.certificate],
        signer: by.certificate,
        signature: sign("sha1", content, by.pair.privateKey),
      };
      change?.(parts);
      return {
        ...test.activation({ service: "AUTHENTICATION" }),
        challenge,
        signature: parameterOf(activated, "signature"),
        uid: by.userId,
        card_type: "p11",
        response: mimeOf(signedDataOf(parts)),
        mobility: "0",
      };
    },
    ticket: async (by) => {
      const answer = await test.post("/login/authvalidate", objectOf(await test.authentication(by)));
      return parameterOf(answer, "sso_ticket");
    },
    [Symbol.asyncDispose]: async () => {
      await gas.close();
      await store.close();
    },
  };
  return test;
}

/** The body with these parameters, in which one can be given twice. */
export function objectOf(parameters: Parameters, twice?: string): string {
  const lines = Object.entries(parameters).flatMap(([name, value]) => {
    if (value === undefined) return [];
    const line = `<gpPARAM name="${name}"${name === "response" ? ' encoding="base64"' : ""}>${value}</gpPARAM>`;
    return name === twice ? [line, line] : [line];
  });
  const doctype = '<!DOCTYPE USER SYSTEM "gpOBJECT.DTD">';
  return `<?xml version="1.0" encoding="UTF-8"?>\n    ${doctype}\n<gpOBJECT>\n${lines.join("\n")}\n</gpOBJECT>`;
}

export function parameterOf(answer: string, name: string): string {
  return new RegExp(`name="${name}">([^<]*)<`).exec(answer)?.[1] ?? assert.fail(answer);
}

/** Base64 of the MIME part that both public clients send. */
export function mimeOf(cms: Uint8Array, type = "application/x-pkcs7-mime"): string {
  const header = [
    "MIME-Version: 1.0",
    'Content-Disposition: attachment; filename="smime.p7m"',
    `Content-Type: ${type}; name="smime.p7m"`,
    "Content-Transfer-Encoding: base64",
  ];
  return Buffer.from(`${header.join("\n")}\n\n${Buffer.from(cms).toString("base64")}`).toString("base64");
}

/** A GET with a body, which fetch does not send. */
export async function getWithBody(address: string, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const call = request(address, { method: "GET", headers: { "content-length": Buffer.byteLength(body) } });
    call.once("response", (response) => void text(response).then(resolve, reject));
    call.once("error", reject);
    call.end(body);
  });
}
