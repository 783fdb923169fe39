import assert from "node:assert/strict";
import { silentLogger } from "../../../foundation/logger.ts";
import { serveFakeCis2, type Serving } from "../../serve/serve-fake-cis2.ts";

/** A control panel beside all that `serve` has, as a program without a browser uses it. */
export class ServedPanel implements AsyncDisposable {
  readonly #serving: Serving;
  readonly ready: Serving["ready"];
  readonly origin: string;
  /** The panel's own token for its forms. */
  csrf = "";

  private constructor(serving: Serving) {
    this.#serving = serving;
    this.ready = serving.ready;
    this.origin = serving.ready.panel ?? "";
  }

  static async start(): Promise<ServedPanel> {
    const panel = new ServedPanel(
      await serveFakeCis2({
        host: "127.0.0.1",
        ports: { internet: 0, hscn: 0 },
        logger: silentLogger,
        control: { port: 0 },
        apiPlatform: { port: 0 },
        panel: { port: 0 },
        desktop: { persona: "one-role", profile: "piv", portServicePorts: [0], showWindow: () => undefined },
      }),
    );
    panel.csrf = /name="_csrf" value="([^"]+)"/.exec(await panel.page("desktop"))?.[1] ?? "";
    return panel;
  }

  /** A page as HTML. Its address has no slash at the start. */
  async page(path: string): Promise<string> {
    const answer = await fetch(`${this.origin}/${path}`);
    assert.equal(answer.status, 200, path);
    return answer.text();
  }

  send(path: string, fields: Readonly<Record<string, string>>): Promise<Response> {
    const body = new URLSearchParams({ _csrf: this.csrf, ...fields });
    return fetch(`${this.origin}/${path}`, { method: "POST", body, redirect: "manual" });
  }

  /** Sends a form that is accepted. */
  async done(path: string, fields: Readonly<Record<string, string>> = {}): Promise<void> {
    const answer = await this.send(path, fields);
    const problem = /error-summary__body">(.*?)<\/div>/s.exec(await answer.text())?.[1] ?? "";
    assert.equal(answer.status, 303, `${path}: ${problem}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#serving.close();
  }
}
