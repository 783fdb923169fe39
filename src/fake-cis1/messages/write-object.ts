/** A parameter of an answer: its value, and attributes besides `name`. */
export type Parameter = readonly [name: string, value: string, attributes?: Readonly<Record<string, string>>];

/**
 * Writes a `gpOBJECT`, one parameter a line. An ampersand stays as it is, as in the public recording: the answer is then no
 * well-formed XML.
 */
export function writeObject(parameters: readonly Parameter[]): string {
  const lines = parameters.map(([name, value, attributes = {}]) => {
    const more = Object.entries(attributes).map(
      ([key, text]) => ` ${key}="${escaped(text).replaceAll('"', "&quot;")}"`,
    );
    return `<gpPARAM name="${name}"${more.join("")}>${escaped(value)}</gpPARAM>`;
  });
  return ['<?xml version="1.0" encoding="UTF-8"?>', "<gpOBJECT>", ...lines, "</gpOBJECT>", ""].join("\n");
}

function escaped(text: string): string {
  return text.replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
