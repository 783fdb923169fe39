import { SaxesParser } from "saxes";
import { invalidInput } from "../gas-refusal.ts";

const mostParameters = 40;

/**
 * Reads a `gpOBJECT`: its parameters by name. Entities are not expanded and the document type is not read. Throws a refusal
 * if it is no well-formed object, or has a parameter twice.
 */
export function readObject(xml: string): ReadonlyMap<string, string> {
  const parameters = new Map<string, string>();
  const parser = new SaxesParser();
  const open: string[] = [];
  let name = "";
  let value = "";
  parser.on("error", (error) => {
    throw invalidInput("the body is no XML", error);
  });
  parser.on("opentag", (tag) => {
    open.push(tag.name);
    const place = open.join("/");
    if (place !== "gpOBJECT" && place !== "gpOBJECT/gpPARAM") throw invalidInput("an element where none belongs");
    name = tag.attributes["name"] ?? "";
    value = "";
  });
  parser.on("text", (text) => {
    value += text;
  });
  parser.on("cdata", () => {
    throw invalidInput("a CDATA section");
  });
  parser.on("closetag", () => {
    if (open.length === 2) {
      if (name === "" || parameters.has(name)) throw invalidInput("a parameter without a name, or twice");
      if (parameters.size === mostParameters) throw invalidInput("too many parameters");
      parameters.set(name, value);
    }
    open.pop();
  });
  parser.write(xml).close();
  return parameters;
}
