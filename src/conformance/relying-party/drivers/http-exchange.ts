import { Agent, type IncomingHttpHeaders, type IncomingMessage, request as requestHttp } from "node:http";
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
  // A connection a request: what a server sends too much of is not taken for the next answer.
  readonly #http = new Agent({ keepAlive: false });
  readonly #https = new TlsAgent({ keepAlive: false });

  /** Follows no redirect. Rejects if the connection fails, after 15 s, and for a body of more than 10 MB. */
  send({ url, method, headers, body }: HttpRequest): Promise<HttpResponse> {
    const tls = url.startsWith("https:");
    const signal = AbortSignal.timeout(timeoutMs);
    const options = { method, headers: { ...headers, ...lengthOf(body) }, signal };
    return new Promise((resolve, reject) => {
      const sent = tls
        ? requestHttps(url, { ...options, agent: this.#https })
        : requestHttp(url, { ...options, agent: this.#http });
      const chunks: Buffer[] = [];
      let answer: IncomingMessage | undefined;
      const finish = (received: Buffer) => {
        const { statusCode: status = 0, headers: lines = {} } = answer ?? {};
        resolve({ status, headers: lines, body: received.toString("utf8") });
      };
      sent.once("error", (cause: ParserError) => {
        const whole = answer && bodyBeforeExcess(answer, Buffer.concat(chunks), cause);
        if (whole) finish(whole);
        else reject(new Error(`${new URL(url).origin} does not answer: ${cause.message}`, { cause }));
      });
      sent.once("response", (response) => {
        answer = response;
        let length = 0;
        response.on("data", (chunk: Buffer) => {
          length += chunk.length;
          if (length > mostBytes) response.destroy(new Error("the page has more than 10 MB"));
          else chunks.push(chunk);
        });
        response.once("error", reject);
        response.once("end", () => {
          finish(Buffer.concat(chunks));
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

/** What Node's parser says of data it cannot read. */
interface ParserError extends Error {
  readonly code?: string;
  readonly rawPacket?: Buffer;
}

/**
 * The body of an answer behind which the server sent more, as mod_auth_openidc does behind an error page; a browser ignores
 * what is too much. Undefined if anything else is wrong.
 */
function bodyBeforeExcess(answer: IncomingMessage, received: Buffer, error: ParserError): Buffer | undefined {
  const { rawPacket: packet, code = "" } = error;
  const length = Number(answer.headers["content-length"]);
  if (!code.startsWith("HPE_") || !packet || !Number.isSafeInteger(length)) return undefined;
  const withHead = received.length === 0 && packet.subarray(0, 5).toString("latin1") === "HTTP/";
  const start = withHead ? packet.indexOf("\r\n\r\n") + 4 : 0;
  const body = Buffer.concat([received, packet.subarray(start)]);
  return body.length < length ? undefined : body.subarray(0, length);
}

function lengthOf(body: string | undefined): Record<string, string> {
  return body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
}
