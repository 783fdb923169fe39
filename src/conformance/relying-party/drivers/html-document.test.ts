import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { HtmlDocument } from "./html-document.ts";

const at = "https://system.test/page";
const page = (body: string) => new HtmlDocument(`<title> A  page </title><body>${body}</body>`, at);

describe("a page without a browser", () => {
  it("says what can be read on it, and nothing else", () => {
    const document = page("<h1>Hello</h1><script>secret()</script><style>p{}</style><p>you &amp; me</p>");
    assert.equal(document.title, "A page");
    assert.equal(document.text, "Hello you & me");
  });

  it("says nothing of its doctype and title if it has no body", () => {
    const document = new HtmlDocument("<!DOCTYPE html><title>Error</title><p>Not signed in.</p>", at);
    assert.equal(document.text, "Not signed in.");
    assert.equal(document.title, "Error");
  });

  it("has links that are clicked by what they say, or by a selector", () => {
    const document = page('<a href="/a" id="one">Sign  in</a><a href="b">Other</a>');
    assert.deepEqual(document.clickOn("Sign in"), { url: "https://system.test/a", method: "GET" });
    assert.deepEqual(document.clickOn("#one"), { url: "https://system.test/a", method: "GET" });
    assert.equal(document.clickOn("Sign out"), undefined);
    assert.equal(document.clickOn("a[["), undefined);
  });

  it("has forms that send their fields and the button that was clicked", () => {
    const document = page(
      `<form method="post" action="/go"><input name="a" value="1"><input type="checkbox" name="b" value="2">
       <input type="radio" name="c" value="3" checked><select name="d"><option value="4"></option></select><textarea name="e">5</textarea>
       <button name="f" value="6">Go</button><button name="g" value="7">Stay</button></form>`,
    );
    const request = document.clickOn("Go");
    assert.equal(request?.url, "https://system.test/go");
    assert.equal(request.body?.toString(), "a=1&c=3&d=4&e=5&f=6");
  });

  it("has buttons that stand outside of their form", () => {
    const document = page(
      '<form id="out" action="/out"><input name="a" value="1"></form><button form="out">Sign out</button>',
    );
    assert.deepEqual(document.clickOn("Sign out"), { url: "https://system.test/out?a=1", method: "GET" });
  });

  it("goes on by itself where a script submits its form, or it refreshes", () => {
    const posted = page(
      '<form method="post" action="/cb"><input name="code" value="x"></form><script>document.forms[0].submit()</script>',
    );
    assert.equal(posted.onwards?.body?.toString(), "code=x");
    assert.equal(page('<meta http-equiv="refresh" content="0; url=/next">').onwards?.url, "https://system.test/next");
    assert.equal(page('<form action="/stay"></form>').onwards, undefined);
  });
});
