import type { CustomFetch } from "openid-client";
import { type FakeCis2, networkNames, type NetworkName } from "../../src/fake-cis2/index.ts";

/**
 * Fixed origins for runs on a real card: constant, so that recorded signatures match on replay; under `.invalid`, so
 * that they are useless elsewhere.
 */
export const publicOrigins: Readonly<Record<NetworkName, string>> = {
  internet: "http://internet.cis2-testkit.invalid",
  hscn: "http://hscn.cis2-testkit.invalid",
};

/** Listeners on free ports that are known by those origins. */
export const publicNetworks = {
  internet: { port: 0, publicUrl: publicOrigins.internet },
  hscn: { port: 0, publicUrl: publicOrigins.hscn },
};

/** A fetch that finds the listeners behind the public origins. */
export function publicFetch({ listeners }: Pick<FakeCis2, "listeners">): typeof fetch {
  return (input, init) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    const network = networkNames.find((name) => publicOrigins[name] === url.origin);
    if (network === undefined) return fetch(request);
    return fetch(new Request(new URL(`${url.pathname}${url.search}`, listeners[network]), request));
  };
}

/** The same, as openid-client wants it. */
export function asCustomFetch(send: typeof fetch): CustomFetch {
  return (url, { body, signal, ...init }) =>
    send(url, { ...init, ...(body ? { body } : {}), ...(signal ? { signal } : {}) });
}
