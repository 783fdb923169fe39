const secretHeaders = ["authorization", "cookie", "set-cookie"];
const secretParameters = /\b(code|client_secret|client_assertion|access_token|id_token)=[^&\s]+/g;

/** A fetch that keeps all it sent and what came back: address, headers and body, as text. */
export class RecordingFetch {
  readonly sent: string[] = [];
  readonly #exchanges: string[] = [];
  /** How requests leave. */
  send: typeof fetch = fetch;

  readonly fetch: typeof fetch = async (input, init) => {
    const { method, url, headers, body } = await whatLeaves(input, init);
    this.sent.push(`${method} ${url}\n${headerLines(headers)}\n\n${body}`);
    const response = await this.send(input, init);
    const bytes = await response.arrayBuffer();
    const answer = new TextDecoder().decode(bytes);
    this.#exchanges.push(
      `> ${method} ${url}\n${headerLines(headers, secretHeaders)}\n${body}\n` +
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

/** Text is taken as it is: to make a request, only to look at it, costs more than to look. */
async function whatLeaves(input: Parameters<typeof fetch>[0], init: RequestInit = {}) {
  const { method = "GET", body = "" } = init;
  if (!(input instanceof Request) && typeof body === "string") {
    return { method, url: String(input), headers: new Headers(init.headers), body };
  }
  const request = new Request(input instanceof Request ? input.clone() : input, init);
  return { method: request.method, url: request.url, headers: request.headers, body: await request.text() };
}

function headerLines(headers: Headers, secret: readonly string[] = []): string {
  return [...headers].map(([name, value]) => `${name}: ${secret.includes(name) ? "[redacted]" : value}`).join("\n");
}
