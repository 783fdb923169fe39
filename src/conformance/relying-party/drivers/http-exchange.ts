import { Agent, type IncomingHttpHeaders, request as requestHttp } from "node:http";
import { Agent as TlsAgent, request as requestHttps } from "node:https";

export interface HttpRequest {
  readonly url: string;
  readonly method: "GET" | "POST";
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

const timeoutMs = 15_000;
const mostBytes = 10 * 1024 * 1024;

/**
 * The connections of one browser. Node's `fetch` names itself a script (`sec-fetch-mode: cors`), which some relying
 * parties refuse at the addresses people open; this sends the headers it is given and no others.
 */
export class HttpConnections {
  readonly #http = new Agent({ keepAlive: true });
  readonly #https = new TlsAgent({ keepAlive: true });

  /** Follows no redirect. Rejects if the connection fails, after 15 s, and for a body of more than 10 MB. */
  send({ url, method, headers, body }: HttpRequest): Promise<HttpResponse> {
    const tls = url.startsWith("https:");
    const signal = AbortSignal.timeout(timeoutMs);
    const options = { method, headers: { ...headers, ...lengthOf(body) }, signal };
    return new Promise((resolve, reject) => {
      const sent = tls
        ? requestHttps(url, { ...options, agent: this.#https })
        : requestHttp(url, { ...options, agent: this.#http });
      sent.once("error", (cause) => {
        reject(new Error(`${new URL(url).origin} does not answer: ${cause.message}`, { cause }));
      });
      sent.once("response", (response) => {
        const chunks: Buffer[] = [];
        let length = 0;
        response.on("data", (chunk: Buffer) => {
          length += chunk.length;
          if (length > mostBytes) response.destroy(new Error("the page has more than 10 MB"));
          else chunks.push(chunk);
        });
        response.once("error", reject);
        response.once("end", () => {
          const { statusCode: status = 0, headers: received } = response;
          resolve({ status, headers: received, body: Buffer.concat(chunks).toString("utf8") });
        });
      });
      sent.end(body);
    });
  }

  close(): void {
    this.#http.destroy();
    this.#https.destroy();
  }
}

function lengthOf(body: string | undefined): Record<string, string> {
  return body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
}
