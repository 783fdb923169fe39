import assert from "node:assert/strict";
import { it } from "node:test";
import { z } from "zod";
import { fieldsOf, fieldsOfJsonSchema } from "./schema-fields.ts";

it("the fields of a schema are listed on each level, as they are written", () => {
  const schema = z.strictObject({
    url: z.url().describe("Where."),
    tries: z.union([z.int(), z.literal("always")]).default(1),
    when: z.union([z.strictObject({ at: z.string() }), z.strictObject({ after: z.int() })]),
    keys: z.array(z.strictObject({ kind: z.enum(["a", "b"]) })).optional(),
  });
  assert.deepEqual(
    fieldsOf(schema).map(({ name, type, required, default: value, description }) => [
      name,
      type,
      required,
      value,
      description,
    ]),
    [
      ["url", "uri", true, "", "Where."],
      ["tries", 'integer or `"always"`', false, "`1`", ""],
      ["when", "object or object", true, "", ""],
      ["when.at", "string", "one of these", "", ""],
      ["when.after", "integer", "one of these", "", ""],
      ["keys", "array of object", false, "", ""],
      ["keys[].kind", '`"a"`, `"b"`', true, "", ""],
    ],
  );
});

it("a schema that is none is refused", () => {
  assert.throws(() => fieldsOfJsonSchema({ properties: [] }), z.ZodError);
});
