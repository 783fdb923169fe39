import { Agent, request } from "node:http";
import { pino } from "pino";
import { z } from "zod";
import { catalogue } from "../../src/foundation/errors/catalogue.ts";
import type { Logger } from "../../src/foundation/logger.ts";
import type { FuzzTarget, OpenTarget } from "./target.ts";

export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly path: string;
}

/** A service under attack. */
export interface HttpService {
  readonly origin: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Told of each answer, such as to begin a sign-in again when one has ended. */
  readonly onAnswer?: (answer: HttpAnswer) => void | Promise<void>;
  /** The path a request really goes to. */
  readonly pathOf?: (path: string) => string;
  readonly close: () => Promise<void>;
}

export interface HttpAnswer {
  readonly status: number;
  readonly text: string;
}

export interface HttpTarget {
  readonly name: string;
  readonly routes: readonly Route[];
  /** Good requests: the route's path, and a body, or a query behind "?". */
  readonly seeds: readonly (readonly [path: string, body: unknown])[];
  readonly dictionary?: readonly string[];
  /** Starts the service, with a logger that keeps what it logs as an error. */
  readonly start: (logger: Logger) => Promise<HttpService>;
}

const types = [
  "application/json",
  "application/x-www-form-urlencoded",
  "text/plain",
  "application/json; charset=x",
  "",
];
/** A service is started again after so many requests, so that what it keeps does not add up. */
const requestsPerService = 5000;
const timeoutMs = 20_000;
const errorAnswer = z.object({ error: z.union([z.string(), z.object({ code: z.enum(Object.keys(catalogue)) })]) });

/** Requests over HTTP: none makes the service fail, hang, or answer with an error that has no code. */
export function httpTarget({ name, routes, seeds, dictionary, start }: HttpTarget): FuzzTarget {
  return {
    name,
    ...(dictionary && { dictionary }),
    seeds: () => seeds.map(([path, body]) => inputFor(routes, path, body)),
    open: () => open(routes, start),
  };
}

async function open(routes: readonly Route[], start: HttpTarget["start"]): Promise<OpenTarget> {
  const logged: string[] = [];
  const logger = pino({ level: "error" }, { write: (line: string) => void logged.push(line) });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  let [service, requests] = [await start(logger), 0];
  return {
    run: async (input) => {
      if (++requests % requestsPerService === 0) {
        await service.close();
        service = await start(logger);
      }
      const answer = await send(service, agent, requestOf(routes, input));
      const problem = problemWith(answer);
      const [first] = logged.splice(0);
      if (problem !== undefined) throw failure(problem, first ?? answer.text);
      await service.onAnswer?.(answer);
    },
    close: async () => {
      agent.destroy();
      await service.close();
    },
  };
}

const logLine = z.object({ err: z.object({ stack: z.string() }) });

/** The error that the service logged, so that one cause is one finding. */
function failure(problem: string, said: string): Error {
  const error = new Error(problem);
  try {
    error.stack = `${problem}: ${logLine.parse(JSON.parse(said)).err.stack}`;
  } catch {
    error.message += `: ${said.slice(0, 300)}`;
  }
  return error;
}

interface Request extends Route {
  readonly type: string;
  readonly body: Uint8Array;
}

/** An input is a route's number, a content type's, the length of what goes behind the path, that, and the body. */
function requestOf(routes: readonly Route[], [number = 0, type = 0, length = 0, ...rest]: Uint8Array): Request {
  const route = routes[number % routes.length];
  if (route === undefined) throw new RangeError("a target has routes");
  const tail = Buffer.from(rest.slice(0, length))
    .toString("latin1")
    .replaceAll(/[^!-~]/g, "");
  return {
    method: route.method,
    path: route.path + tail,
    type: types[type % types.length] ?? "",
    body: Uint8Array.from(rest.slice(length)),
  };
}

function inputFor(routes: readonly Route[], pathAndQuery: string, body: unknown): Uint8Array {
  const [path = "", query] = pathAndQuery.split("?", 2);
  const tail = query === undefined ? "" : `?${query}`;
  const route = routes.findIndex((one) => one.path === path);
  if (route === -1) throw new RangeError(`no route has the path ${path}`);
  const isForm = typeof body === "string";
  const content = isForm ? body : JSON.stringify(body ?? "");
  return Buffer.concat([Uint8Array.of(route, isForm ? 1 : 0, tail.length), Buffer.from(tail), Buffer.from(content)]);
}

function send(service: HttpService, agent: Agent, { method, path, type, body }: Request): Promise<HttpAnswer> {
  const headers = { accept: "application/json", ...service.headers, ...(type !== "" && { "content-type": type }) };
  const withBody = method !== "GET";
  return new Promise((resolve, reject) => {
    const sent = request(
      new URL(service.origin),
      {
        method,
        path: service.pathOf?.(path) ?? path,
        agent,
        headers: { ...headers, ...(withBody && { "content-length": body.length }) },
        timeout: timeoutMs,
      },
      (response) => {
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (chunk: string) => (text += chunk));
        response.on("end", () => {
          resolve({ status: response.statusCode ?? 0, text });
        });
        response.on("error", reject);
      },
    );
    sent.on("timeout", () => sent.destroy(new Error(`no answer within ${timeoutMs} ms: ${method} ${path}`)));
    sent.on("error", reject);
    sent.end(withBody ? body : undefined);
  });
}

function problemWith({ status, text }: HttpAnswer): string | undefined {
  if (status >= 500) return `it answered ${status}`;
  if (status < 400 || (status === 400 && !text.startsWith("{"))) return undefined;
  try {
    if (errorAnswer.safeParse(JSON.parse(text)).success) return undefined;
  } catch {
    // Not JSON.
  }
  return `it answered ${status} without a code`;
}
