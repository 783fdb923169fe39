import { randomBytes } from "node:crypto";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import { networkError } from "../network/network-error.ts";
import { readTextUpTo } from "../network/read-limited.ts";

const timeoutMs = 30_000;
const userAgent = "Mozilla/4.0(compatible;IE;GACv7. 2. 2. 16)";

export interface GasRole {
  readonly roleId: string;
  readonly organisationCode: string;
  /** `<ORGANISATION>, "<category>":"<subcategory>":"<role>"`. */
  readonly text: string;
}

export interface GasTicket {
  readonly ticket: string;
  readonly roles: readonly GasRole[];
  readonly logoutUrl: string;
}

/** One sign-in at `gas`, message by message. */
export class GasClient {
  readonly #gas: URL;
  readonly #session = randomBytes(6).toString("hex");

  /** @param gas - its origin */
  constructor(gas: string) {
    this.#gas = new URL(gas);
  }

  /** Asks for a challenge. Rejects with SIGN_IN_REFUSED, and as `networkError` says. */
  async activate(): Promise<{ readonly challenge: string; readonly signature: string }> {
    const answer = await this.#post("/login/authactivate", { ...this.#common, service: "ACTIVATION" });
    return { challenge: this.#required(answer, "challenge"), signature: this.#required(answer, "signature") };
  }

  /** Sends the card's answer. Rejects with SIGN_IN_REFUSED, and as `networkError` says. */
  async validate(
    issued: { readonly challenge: string; readonly signature: string },
    card: { readonly uid: string; readonly response: string },
  ): Promise<GasTicket> {
    const answer = await this.#post("/login/authvalidate", {
      ...this.#common,
      service: "AUTHENTICATION",
      ...issued,
      uid: card.uid,
      card_type: "p11",
      response: card.response,
      mobility: "0",
    });
    const roles = [...answer.matchAll(/<gpPARAM name="nhsjobrole\d+" id="([^"]+)" orgcode="([^"]+)">([^<]+)</g)].map(
      ([, roleId = "", organisationCode = "", text = ""]) => ({ roleId, organisationCode, text }),
    );
    const logoutUrl = this.#required(answer, "sso_logout_url");
    return { ticket: this.#required(answer, "sso_ticket"), roles, logoutUrl };
  }

  /** Rejects with ROLE_NOT_HELD if `gas` does not take the role. */
  async selectRole({ ticket, roles }: GasTicket, roleId: string): Promise<void> {
    const query = { token: ticket, selectedRoleUid: roleId, ssbMode: "0", fallbackStatus: "0", gacVersion: "GACv7" };
    const answer = await this.#send(`/saml/RoleSelectionGP.jsp?${new URLSearchParams(query).toString()}`);
    if (answer.includes("<STATUS>OK</STATUS>")) return;
    throw new TestkitError("ROLE_NOT_HELD", { role: roleId, known: roles.map((role) => role.roleId).join(", ") });
  }

  async logOut({ ticket, logoutUrl }: GasTicket, uid: string): Promise<void> {
    const { log_session_id, device_id } = this.#common;
    const parameters = { service: "LOGOUT", sso_ticket: ticket, log_session_id, device_id, uid };
    await this.#post(logoutUrl, parameters);
  }

  get #common() {
    const id = this.#session;
    return { auth_method: "3", app_url: "NHST", log_session_id: id, device_id: `${id},ClientIP=127.0.0.1` };
  }

  #post(path: string, parameters: Readonly<Record<string, string>>): Promise<string> {
    const lines = Object.entries(parameters).map(([name, value]) => {
      const encoding = name === "response" ? ' encoding="base64"' : "";
      return `<gpPARAM name="${name}"${encoding}>${value}</gpPARAM>`;
    });
    const start = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE USER SYSTEM "gpOBJECT.DTD">';
    return this.#send(path, `${start}\n<gpOBJECT>\n${lines.join("\n")}\n</gpOBJECT>`);
  }

  /** Only ever asks the origin it was given, whatever an answer says. */
  async #send(path: string, body?: string): Promise<string> {
    const url = new URL(path, this.#gas);
    if (url.origin !== this.#gas.origin) throw this.#unexpected("it leads to another origin");
    try {
      const response = await fetch(url, {
        headers: { "user-agent": userAgent },
        redirect: "error",
        signal: AbortSignal.timeout(timeoutMs),
        ...(body === undefined ? {} : { method: "POST", body }),
      });
      return await readTextUpTo(response);
    } catch (error) {
      throw networkError(error, url);
    }
  }

  #required(answer: string, name: string): string {
    const [description] = /Invalid input request|Failed To Validate/.exec(answer) ?? [];
    if (description !== undefined) throw new TestkitError("SIGN_IN_REFUSED", { error: "gas", description });
    const value = new RegExp(`<gpPARAM name="${name}">([^<]+)</gpPARAM>`).exec(answer)?.[1];
    if (value === undefined) throw this.#unexpected(`it has no ${name}`);
    return value;
  }

  #unexpected(reason: string): TestkitError {
    return new TestkitError("CIS2_ANSWER_UNEXPECTED", { url: this.#gas.origin, status: "an answer", reason });
  }
}
