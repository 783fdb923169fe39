import assert from "node:assert/strict";
import { type HTMLElement, parse } from "node-html-parser";

const words = (element: HTMLElement) => element.text.replaceAll(/\s+/g, " ").trim();

/** A page of the control panel, read and worked as a person without JavaScript does. */
export class PanelPage {
  readonly #root: HTMLElement;
  readonly #address: URL;

  private constructor(html: string, address: URL) {
    this.#root = parse(html);
    this.#address = address;
  }

  static async open(address: URL): Promise<PanelPage> {
    const answer = await fetch(address);
    return new PanelPage(await answer.text(), new URL(answer.url));
  }

  get text(): string {
    return words(this.#root.querySelector("main") ?? this.#root);
  }

  get buttons(): readonly string[] {
    return this.#root.querySelectorAll("main button").map(words);
  }

  /** What is under a heading, which names the smallest part of the page that has it. */
  part(heading: string): string {
    return words(this.#part(heading));
  }

  /** The page that a link leads to. */
  follow(name: string): Promise<PanelPage> {
    const link = this.#root.querySelectorAll("a").find((one) => words(one) === name);
    const address = link?.getAttribute("href") ?? assert.fail(`the page has no link "${name}": ${this.text}`);
    return PanelPage.open(new URL(address, this.#address));
  }

  /** Presses a button, of the part under a heading if one is named, after it has filled in fields by their labels. */
  async press(
    button: string,
    { at, fields = [] }: { readonly at?: string; readonly fields?: readonly (readonly [string, string])[] } = {},
  ): Promise<PanelPage> {
    const form = (at === undefined ? this.#root : this.#part(at))
      .querySelectorAll("form")
      .find((one) => one.querySelectorAll("button").some((other) => words(other) === button));
    if (form === undefined) assert.fail(`there is no button "${button}": ${this.text}`);
    const sent = new URLSearchParams();
    for (const field of form.querySelectorAll("[name]")) {
      if (!isUnchecked(field)) sent.set(field.getAttribute("name") ?? "", valueOf(field));
    }
    for (const [label, value] of fields) sent.set(...this.#filled(form, label, value));
    const address = new URL(form.getAttribute("action") ?? "", this.#address);
    const answer = await (form.getAttribute("method") === "post"
      ? fetch(address, { method: "POST", body: sent })
      : fetch(`${address.href}?${sent.toString()}`));
    return new PanelPage(await answer.text(), new URL(answer.url));
  }

  /** Name and value of the field with this label. Of a list, the value is that of the choice with this text. */
  #filled(form: HTMLElement, label: string, value: string): [string, string] {
    const id = form
      .querySelectorAll("label")
      .find((one) => words(one) === label)
      ?.getAttribute("for");
    const field = id === undefined ? null : form.querySelector(`#${id}`);
    if (!field) assert.fail(`the form has no field "${label}", but: ${words(form)}`);
    const name = field.getAttribute("name") ?? "";
    if (field.tagName !== "SELECT") return [name, value];
    const choice = field.querySelectorAll("option").find((one) => words(one) === value);
    return [name, choice?.getAttribute("value") ?? assert.fail(`"${label}" has no choice "${value}": ${words(field)}`)];
  }

  #part(heading: string): HTMLElement {
    const found = this.#root.querySelectorAll("h2, h3").find((one) => words(one) === heading);
    return found?.parentNode ?? assert.fail(`the page has no heading "${heading}": ${this.text}`);
  }
}

function isUnchecked(field: HTMLElement): boolean {
  return field.getAttribute("type") === "checkbox" && !field.hasAttribute("checked");
}

function valueOf(field: HTMLElement): string {
  if (field.tagName === "TEXTAREA") return field.text;
  const whenChecked = field.getAttribute("type") === "checkbox" ? "on" : "";
  if (field.tagName !== "SELECT") return field.getAttribute("value") ?? whenChecked;
  const options = field.querySelectorAll("option");
  return (options.find((one) => one.hasAttribute("selected")) ?? options[0])?.getAttribute("value") ?? "";
}
