const secretHeaders = ["authorization", "cookie", "set-cookie"];
const secretParameters = /\b(code|client_secret|client_assertion|access_token|id_token)=[^&\s]+/g;

/** A fetch that keeps all it sent and what came back: address, headers and body, as text. */
export class RecordingFetch {
  readonly sent: string[] = [];
  readonly #exchanges: string[] = [];
  /** How requests leave. */
  send: typeof fetch = fetch;

  readonly fetch: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    const body = typeof init?.body === "string" ? init.body : await request.clone().text();
    this.sent.push(`${request.method} ${request.url}\n${headerLines(request.headers)}\n\n${body}`);
    const response = await this.send(request);
    const bytes = await response.arrayBuffer();
    const answer = new TextDecoder().decode(bytes);
    this.#exchanges.push(
      `> ${request.method} ${request.url}\n${headerLines(request.headers, secretHeaders)}\n${body}\n` +
        `< ${response.status}\n${headerLines(response.headers, secretHeaders)}\n${answer}\n`,
    );
    // Read whole and given on, because a clone of a stream costs more than the request.
    return new Response(bytes.byteLength === 0 ? null : bytes, response);
  };

  /** What went over the network, for a report: cookies, codes and tokens left out. */
  get evidence(): string {
    return this.#exchanges.join("\n").replaceAll(secretParameters, "$1=[redacted]");
  }
}

function headerLines(headers: Headers, secret: readonly string[] = []): string {
  return [...headers].map(([name, value]) => `${name}: ${secret.includes(name) ? "[redacted]" : value}`).join("\n");
}
