import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { navigationHeaders, sameSiteContext } from "./navigation.ts";

const get = (url: string) => ({ url, method: "GET" }) as const;
const post = (url: string) => ({ url, method: "POST" }) as const;

describe("the headers of a navigation", () => {
  it("are those of a person who typed the address", () => {
    const url = "http://127.0.0.1:3000/sign-in";
    const headers = navigationHeaders(get(url), { from: undefined, byPerson: true, addresses: [url] });
    assert.equal(headers["sec-fetch-mode"], "navigate");
    assert.equal(headers["sec-fetch-dest"], "document");
    assert.equal(headers["sec-fetch-site"], "none");
    assert.equal(headers["sec-fetch-user"], "?1");
    assert.match(headers["user-agent"] ?? "", /^Mozilla\/5\.0 /);
    assert.match(headers["accept"] ?? "", /^text\/html,.*\*\/\*/);
    assert.equal(headers["referer"], undefined);
  });

  it("say the worst site of the way of redirects", () => {
    const site = (from: string, ...addresses: string[]) =>
      navigationHeaders(get(addresses.at(-1) ?? ""), { from, byPerson: false, addresses })["sec-fetch-site"];
    const page = "https://www.system.test/page";
    assert.equal(site(page, "https://www.system.test/a"), "same-origin");
    assert.equal(site(page, "https://sign-in.system.test/a"), "same-site");
    assert.equal(site(page, "https://cis2.test/a", "https://www.system.test/a"), "cross-site");
    assert.equal(site("http://127.0.0.1:8080/a", "http://127.0.0.1:3000/b"), "same-site");
    assert.equal(site("http://127.0.0.1:8080/a", "http://localhost:3000/b"), "cross-site");
  });

  it("are no Sec-Fetch ones without TLS to another computer", () => {
    const url = "http://system.test/";
    const headers = navigationHeaders(get(url), { from: undefined, byPerson: true, addresses: [url] });
    assert.deepEqual(
      Object.keys(headers).filter((name) => name.startsWith("sec-")),
      [],
    );
  });

  it("name the origin of a posted form, and of its page no more than that to another origin", () => {
    const from = "https://cis2.test/authorize?code=secret";
    const url = "https://system.test/callback";
    const headers = navigationHeaders(post(url), { from, byPerson: false, addresses: [url] });
    assert.equal(headers["origin"], "https://cis2.test");
    assert.equal(headers["referer"], "https://cis2.test/");
  });
});

it("cookies with SameSite go along with the links and forms they may go along with", () => {
  const context = (from: string | undefined, request: ReturnType<typeof get> | ReturnType<typeof post>) =>
    sameSiteContext(request, { from, byPerson: true, addresses: [request.url] });
  const system = "https://system.test/callback";
  assert.equal(context(undefined, get(system)), "strict");
  assert.equal(context("https://other.system.test/", post(system)), "strict");
  assert.equal(context("https://cis2.test/", get(system)), "lax");
  assert.equal(context("https://cis2.test/", post(system)), "none");
  assert.equal(context("http://system.test/", post(system)), "none");
});
