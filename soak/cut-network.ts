/** How the network between the person's desktop and CIS2 fails at one request. */
export type Cut = "refused-once" | "before" | "after" | "proxy-page";

/** A fetch that fails at the n-th request, counted from 1, and works again afterwards. */
export function cutFetch(cut: Cut, at: number): typeof fetch {
  let requests = 0;
  return async (input, init) => {
    requests += 1;
    if (requests !== at) return fetch(input, init);
    switch (cut) {
      case "refused-once":
        throw failed("ECONNREFUSED");
      case "before":
        throw failed("ECONNRESET");
      case "after":
        await (await fetch(input, init)).arrayBuffer();
        throw failed("UND_ERR_SOCKET");
      case "proxy-page":
        return new Response("<h1>Bad Gateway</h1>", { status: 502, headers: { "content-type": "text/html" } });
    }
  };
}

/** As Node's fetch fails. */
function failed(code: string): TypeError {
  return new TypeError("fetch failed", { cause: Object.assign(new Error(code), { code }) });
}
