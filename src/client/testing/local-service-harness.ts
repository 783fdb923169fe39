import { SeededRandom } from "../../foundation/random.ts";
import type { ReaderSource } from "../../iso7816/index.ts";
import { startLocalService, type LocalService, type LocalServiceOptions } from "../local-service/local-service.ts";

export const pageOrigin = "https://cis2.test";

/** What the person at the desktop types into each passcode window in turn; "cancel" is the button. */
export type Person = readonly string[];

interface Call {
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ServiceUnderTest extends AsyncDisposable {
  readonly service: LocalService;
  readonly address: string;
  /** Addresses of the windows that came up. */
  readonly windows: readonly string[];
  /** The pages the person saw, in turn. */
  readonly seen: readonly string[];
  /** A call from a page of the allowed origin. */
  readonly call: (path: string, init?: Call) => Promise<Response>;
  /** Waits until the person has dealt with every window, and ends the service. */
  readonly close: () => Promise<void>;
}

/** A local service on its own ports, with a person who deals with each passcode window as told. */
export async function serviceWith(
  readers: ReaderSource,
  person: Person = [],
  options: Partial<LocalServiceOptions> = {},
): Promise<ServiceUnderTest> {
  const windows: string[] = [];
  const seen: string[] = [];
  const atWindow = async (url: string) => {
    seen.push(await (await fetch(url)).text());
    for (const act of person) {
      const body = act === "cancel" ? new URLSearchParams({ cancel: act }) : new URLSearchParams({ passcode: act });
      const response = await fetch(url, { method: "POST", body, headers: { origin: new URL(url).origin } });
      seen.push(await response.text());
    }
  };
  const acts: Promise<void>[] = [];
  const service = await startLocalService({
    readers,
    origins: [pageOrigin],
    portServicePorts: [0],
    random: new SeededRandom("local service"),
    showWindow: (url) => {
      windows.push(url);
      if (person.length > 0) acts.push(atWindow(url));
    },
    ...options,
  });
  const address = `http://localhost:${service.userServicePort}`;
  return {
    service,
    address,
    windows,
    seen,
    call: (path, { method = "GET", body, headers = {} } = {}) =>
      fetch(`${address}${path}`, {
        method,
        headers: { origin: pageOrigin, ...(body !== undefined && { "content-type": "application/json" }), ...headers },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    close: async () => {
      await Promise.all(acts);
      await service.close();
    },
    [Symbol.asyncDispose]: async () => {
      await service.close();
      await Promise.allSettled(acts);
    },
  };
}
