import { type HTMLElement, parse } from "node-html-parser";
import { collapseWhitespace } from "./page-matcher.ts";

/** Where a click leads. */
export interface Request {
  readonly url: string;
  readonly method: "GET" | "POST";
  readonly body?: URLSearchParams;
}

const clickable = "a[href], button, input[type=submit], input[type=button]";

/** As much of a page as somebody without scripts can use: what it says, its links and its forms. */
export class HtmlDocument {
  readonly #root: HTMLElement;
  readonly #url: string;

  constructor(html: string, url: string) {
    this.#root = parse(html);
    this.#url = url;
  }

  get title(): string {
    return collapseWhitespace(this.#root.querySelector("title")?.text ?? "");
  }

  get text(): string {
    const body = this.#root.querySelector("body") ?? this.#root;
    const words = parse(body.innerHTML.replace(/^\s*<!doctype[^>]*>/i, ""));
    for (const unseen of words.querySelectorAll("script, style, template, head, title, [hidden]")) unseen.remove();
    return collapseWhitespace(words.structuredText);
  }

  textOf(selector: string): string | undefined {
    const found = this.#root.querySelector(selector);
    return found ? collapseWhitespace(found.structuredText) : undefined;
  }

  /** The addresses of its scripts. */
  get scripts(): readonly string[] {
    return this.#root
      .querySelectorAll("script[src]")
      .flatMap((script) => URL.parse(script.getAttribute("src") ?? "", this.#url)?.href ?? []);
  }

  /** Where a click on what says this, or on what the selector finds, leads; undefined if there is no such thing. */
  clickOn(target: string): Request | undefined {
    const named = this.#root
      .querySelectorAll(clickable)
      .find((element) => nameOf(element) === collapseWhitespace(target));
    const element = named ?? this.#select(target);
    if (!element) return undefined;
    const href = element.closest("a")?.getAttribute("href");
    if (href !== undefined) return { url: this.#absolute(href), method: "GET" };
    const form = this.#formOf(element);
    return form && this.#submission(form, element);
  }

  /** Where the page goes by itself: a form that a script submits at once, or a refresh. */
  get onwards(): Request | undefined {
    const refresh = this.#root.querySelector("meta[http-equiv=refresh i]")?.getAttribute("content");
    const to = /^\s*0?\s*[;,]\s*url\s*=\s*["']?([^"']+)/i.exec(refresh ?? "")?.[1];
    if (to !== undefined) return { url: this.#absolute(to), method: "GET" };
    const scripts = this.#root.querySelectorAll("script").map(({ innerHTML }) => innerHTML);
    const atOnce = [this.#root.querySelector("body")?.getAttribute("onload") ?? "", ...scripts];
    const form = this.#root.querySelector("form");
    return form && atOnce.some((code) => code.includes(".submit()")) ? this.#submission(form) : undefined;
  }

  #select(selector: string): HTMLElement | undefined {
    try {
      return this.#root.querySelector(selector) ?? undefined;
    } catch {
      return undefined;
    }
  }

  #formOf(element: HTMLElement): HTMLElement | undefined {
    const id = element.getAttribute("form");
    if (id === undefined) return element.closest("form") ?? undefined;
    return this.#root.querySelectorAll("form").find((form) => form.id === id);
  }

  #submission(form: HTMLElement, button?: HTMLElement): Request {
    const fields = new URLSearchParams();
    for (const field of form.querySelectorAll("input[name], select[name], textarea[name]")) {
      const type = field.getAttribute("type")?.toLowerCase() ?? "text";
      if (["submit", "button", "image", "reset"].includes(type)) continue;
      if (["checkbox", "radio"].includes(type) && !field.hasAttribute("checked")) continue;
      fields.append(field.getAttribute("name") ?? "", valueOf(field));
    }
    const name = button?.getAttribute("name");
    if (name) fields.append(name, button?.getAttribute("value") ?? "");
    const action = this.#absolute(button?.getAttribute("formaction") ?? form.getAttribute("action") ?? "");
    if (form.getAttribute("method")?.toLowerCase() === "post") return { url: action, method: "POST", body: fields };
    const url = new URL(action);
    url.search = fields.toString();
    return { url: url.href, method: "GET" };
  }

  #absolute(address: string): string {
    return new URL(address, this.#url).href;
  }
}

function valueOf(field: HTMLElement): string {
  if (field.tagName === "TEXTAREA") return field.text;
  if (field.tagName !== "SELECT") return field.getAttribute("value") ?? "";
  const option = field.querySelector("option[selected]") ?? field.querySelector("option");
  return option?.getAttribute("value") ?? option?.text ?? "";
}

/** What a screen reader would call it, as far as plain pages go. */
function nameOf(element: HTMLElement): string {
  const value = element.tagName === "INPUT" ? element.getAttribute("value") : undefined;
  return collapseWhitespace(element.getAttribute("aria-label") ?? value ?? element.text);
}
