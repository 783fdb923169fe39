import type { SeededGenerator } from "./seeded-generator.ts";

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const strangers: readonly Json[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  2 ** 31,
  2 ** 53,
  -(2 ** 53),
  1e308,
  "",
  " ",
  "0",
  "-1",
  "__proto__",
  "constructor",
  "toString",
  "\u0000",
  "\ud800",
  "💳",
  "%s%n",
  "../../../etc/passwd",
  "http://[::1",
  "data:,x",
  "2026-02-30T00:00:00Z",
  "A".repeat(300),
  "=".repeat(4),
  [],
  {},
  [[]],
  [null],
  { "": null },
  { length: 2 ** 32 },
];
const strangeKeys = [
  "__proto__",
  "constructor",
  "prototype",
  "length",
  "toString",
  "hasOwnProperty",
  "then",
  "toJSON",
  "",
];

const furthest = 64;

/** If an input is JSON, or ends with it: the same with one node changed. Any other is left as it is. */
export function mutateJson(input: Uint8Array, generator: SeededGenerator): Uint8Array {
  const start = Buffer.from(input.subarray(0, furthest)).toString("latin1").search(/[[{]/);
  if (start === -1) return input;
  try {
    const changed = changeOne(JSON.parse(Buffer.from(input.subarray(start)).toString("utf8")) as Json, generator);
    return Buffer.concat([input.subarray(0, start), Buffer.from(JSON.stringify(changed))]);
  } catch {
    return input;
  }
}

/** Goes down to some node, and changes it there. */
function changeOne(node: Json, generator: SeededGenerator): Json {
  const isInner = typeof node === "object" && node !== null && Object.keys(node).length > 0;
  if (!isInner || generator.below(6) === 0) return stranger(node, generator);
  const entries: [string, Json][] = Object.entries(node);
  const at = generator.below(entries.length);
  const [key, value] = entries[at] ?? ["", null];
  const action = generator.below(10);
  if (action === 0) entries.splice(at, 1);
  else if (action === 1) entries.push([generator.pick(strangeKeys), value]);
  else if (action === 2) entries.splice(at, 1, [generator.pick(strangeKeys), value]);
  else if (action === 3) entries.push([`${key}2`, value]);
  else entries.splice(at, 1, [key, changeOne(value, generator)]);
  return Array.isArray(node) ? entries.map(([, member]) => member) : record(entries);
}

function stranger(node: Json, generator: SeededGenerator): Json {
  if (typeof node === "number" && generator.below(2) === 0) return node + generator.below(5) - 2;
  if (typeof node === "string" && generator.below(2) === 0) {
    const at = generator.below(node.length + 1);
    return node.slice(0, at) + String.fromCharCode(generator.below(0x100)) + node.slice(at + generator.below(3));
  }
  if (generator.below(20) === 0) return nested(generator.below(200), node);
  return generator.pick(strangers);
}

function nested(depth: number, node: Json): Json {
  return depth === 0 ? node : [nested(depth - 1, node)];
}

/** As JSON.parse makes it: `__proto__` is a member like any other. */
function record(entries: readonly [string, Json][]): Record<string, Json> {
  return Object.fromEntries(entries);
}
