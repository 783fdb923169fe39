import { once } from "node:events";
import { Agent, request, type IncomingMessage } from "node:http";

/** A browser's cookies, without their paths: there is one jar a sign-in. */
export type Jar = Map<string, string>;

export interface Answer {
  readonly location: string;
  readonly text: string;
}

/** Keeps connections open, as browsers and the HTTP clients of relying parties do. */
export const agent = new Agent({ keepAlive: true });

/** Asks, as JSON or with a form, and follows no redirect. Rejects if the answer is an error. */
export type Ask = (url: string, jar: Jar, body?: object, bearer?: string) => Promise<Answer>;

/** Asks the server that has the address. */
export const ask: Ask = (...parameters) => askAt((url) => url, ...parameters);

/** Asks the servers behind an origin in turn, as a balancer does. */
export function askInTurn(origin: string, servers: readonly string[]): Ask {
  let next = 0;
  return (...parameters) => askAt((url) => url.replace(origin, servers[next++ % servers.length] ?? ""), ...parameters);
}

async function askAt(route: (url: string) => string, ...[url, jar, body, bearer]: Parameters<Ask>): Promise<Answer> {
  const form = body instanceof URLSearchParams;
  const sent = request(route(url), {
    agent,
    method: body ? "POST" : "GET",
    headers: {
      accept: "application/json",
      ...(body ? { "content-type": form ? "application/x-www-form-urlencoded" : "application/json" } : {}),
      ...(jar.size > 0 ? { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; ") } : {}),
      ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
    },
  });
  sent.end(body && (form ? body.toString() : JSON.stringify(body)));
  const [response] = (await once(sent, "response")) as [IncomingMessage];
  for (const set of response.headers["set-cookie"] ?? []) {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
    jar.set(name, value);
  }
  let text = "";
  for await (const chunk of response.setEncoding("utf8")) text += String(chunk);
  if ((response.statusCode ?? 500) >= 400) throw new Error(`${url}: ${response.statusCode ?? 0} ${text.slice(0, 200)}`);
  return { location: new URL(response.headers.location ?? url, url).href, text };
}
