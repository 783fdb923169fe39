import assert from "node:assert/strict";
import { request } from "node:http";
import { after, before, describe, it } from "node:test";
import Koa from "koa";
import { isTestkitError } from "../../foundation/errors/testkit-error.ts";
import { listen, type Listener } from "../../foundation/listener.ts";
import { ownHostOnly, ownPagesOnly, programsAndAllowedOrigins } from "./request-guard.ts";

const page = "https://system.test";

describe("the guard of the local service", () => {
  let listener: Listener;
  before(async () => {
    listener = await listen({ port: 0 });
    const app = new Koa();
    app.use(async (ctx, next) => {
      try {
        await next();
        if (ctx.status === 404) ctx.body = "in";
      } catch (error) {
        if (!isTestkitError(error)) throw error;
        ctx.body = `${error.code}: ${JSON.stringify(error.details)}`;
      }
    });
    const guards = {
      "/host": ownHostOnly(listener.port),
      "/programs": programsAndAllowedOrigins(new Set([page])),
      "/pages": ownPagesOnly(listener.port),
    };
    app.use(async (ctx, next) => {
      const guard = Object.entries(guards).find(([path]) => ctx.path.startsWith(path))?.[1];
      await guard?.(ctx, next);
    });
    const handle = app.callback();
    listener.serve((one, answer) => void handle(one, answer));
  });
  after(() => listener.close());

  /** What is answered to a request with these headers: fetch would set some of them itself. */
  const ask = (path: string, headers: Readonly<Record<string, string>>, method = "GET") =>
    new Promise<string>((resolve, reject) => {
      request(
        { port: listener.port, path, method, headers: { host: `localhost:${listener.port}`, ...headers } },
        (answer) => {
          let text = "";
          answer.setEncoding("utf8").on("data", (part: string) => (text += part));
          answer.on("end", () => {
            resolve(text);
          });
        },
      )
        .on("error", reject)
        .end();
    });

  it("names its own address to who came by another name", async () => {
    const port = String(listener.port);
    assert.equal(await ask("/host", { host: `LOCALHOST:${port}` }), "in");
    assert.equal(await ask("/host", { host: `127.0.0.1:${port}` }), "in");
    const refused = `HOST_UNKNOWN: {"host":"evil.test:${port}","origin":"http://localhost:${port}"}`;
    assert.equal(await ask("/host", { host: `evil.test:${port}` }), refused);
  });

  for (const [who, headers, path, method, answer] of [
    ["a program", {}, "/programs", "GET", "in"],
    ["a program that posts", {}, "/programs", "POST", "in"],
    ["a listed page", { origin: page, "sec-fetch-site": "cross-site" }, "/programs", "POST", "in"],
    ["a listed page's script", { "sec-fetch-site": "cross-site" }, "/programs/hubs.js", "GET", "in"],
    [
      "a post to what is named as a script",
      { "sec-fetch-site": "cross-site" },
      "/programs/hubs.js",
      "POST",
      "another site",
    ],
    ["an image of another site", { "sec-fetch-site": "cross-site" }, "/programs", "GET", "another site"],
    ["the address bar", { "sec-fetch-site": "none" }, "/programs", "GET", "a program that names none"],
    ["another page", { origin: "https://evil.test" }, "/programs", "GET", "https://evil.test"],
  ] as const) {
    it(`takes ${who} at what programs use as: ${answer}`, async () => {
      const said = await ask(path, headers, method);
      assert.equal(said, answer === "in" ? "in" : `ORIGIN_REFUSED: {"origin":"${answer}"}`);
    });
  }

  const navigation = { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" };
  for (const [who, headers, method, isIn] of [
    ["a link on another site", navigation, "GET", true],
    ["the address bar", {}, "GET", true],
    ["its own page", { origin: "own" }, "POST", true],
    ["a form of another site", navigation, "POST", false],
    ["a post without an origin", {}, "POST", false],
    ["a frame of another site", { ...navigation, "sec-fetch-dest": "iframe" }, "GET", false],
    ["an image of another site", { ...navigation, "sec-fetch-mode": "no-cors" }, "GET", false],
    ["another page", { origin: "https://evil.test" }, "GET", false],
  ] as const) {
    it(`${isIn ? "shows its pages to" : "refuses its pages to"} ${who}`, async () => {
      const own = `http://127.0.0.1:${listener.port}`;
      const said = await ask(
        "/pages",
        "origin" in headers && headers.origin === "own" ? { origin: own } : headers,
        method,
      );
      const origin = "origin" in headers ? headers.origin : "another site";
      assert.equal(said, isIn ? "in" : `ORIGIN_REFUSED: {"origin":"${origin}"}`);
    });
  }
});
