import { isBuiltin } from "node:module";

/** A file of its own line count, which a map of its sources goes by: what is put in or taken out is part of a line. */
const helper =
  "const __lazy = (load, ...names) => Object.defineProperties({}, Object.fromEntries(names.map((name) => " +
  "[name, { get: () => (typeof load === 'function' ? (load = load()) : load)[name] }])));";

/** What esbuild makes of an import from a CommonJS module, a module of Node's among them: it is evaluated at once. */
const imported = /^var (import_[\w$]+) = (__toESM\(require_[\w$]+\(\)(?:, 1)?\));$/gm;

/**
 * Has a module of the bundle evaluate CommonJS modules when it first uses what it imports of them, and not when it is
 * evaluated itself. Those that are imported whole are left as they are.
 */
export function evaluateWhenUsed(text: string): string {
  const lazy = text.replaceAll(imported, (line, name: string, load: string) => {
    const uses = text.split(new RegExp(`(?<![\\w$.])${name.replaceAll("$", "\\$")}(?![\\w$])`)).slice(2);
    const members = uses.map((after) => /^\.([\w$]+)/.exec(after)?.[1]);
    if (members.length === 0 || !members.every((member) => member !== undefined)) return line;
    const names = [...new Set(members)].map((member) => JSON.stringify(member));
    return `var ${name} = __lazy(() => ${load}, ${names.join(", ")});`;
  });
  return lazy === text ? text : `${helper}${lazy}`;
}

/** What esbuild makes of a CommonJS module. */
const wrapped = /^( {2}"[^"\n]+")\(([\w$, ]*)\) \{\n([\s\S]*?)^ {2}\}\n\}\);$/gm;

/** V8 compiles a function in brackets with the file that it is in, and so into the cache; other functions at each start. */
export function compileWithFile(text: string): string {
  return text.replaceAll(wrapped, (_, path: string, parameters: string, body: string) => {
    return `${path}: (function(${parameters}) {\n${body}  })\n});`;
  });
}

/**
 * Modules of Node's are asked for by a call. An import has Node make a second module of each, for which it evaluates all of it
 * that else is left until it is used; with `node:http` that is its WebSocket, and all of undici.
 */
export function withoutFacades(text: string): string {
  return text
    .replaceAll(/^import (?:(\w+)|\* as (\w+)|\{([^{}]*)\}) from "([a-z_:/0-9]+)";$/gm, (line, ...found: string[]) => {
      const [whole, all, members, module = ""] = found;
      if (!isBuiltin(module)) return line;
      const names = members === undefined ? (whole ?? all) : `{${members.replaceAll(/\b([\w$]+) as\b/g, "$1:")}}`;
      return `var ${names ?? ""} = globalThis.process.getBuiltinModule("${module}");`;
    })
    .replaceAll(/\b__require\("([a-z_:/0-9]+)"\)/g, (call, module: string) =>
      isBuiltin(module) ? `globalThis.process.getBuiltinModule("${module}")` : call,
    );
}
