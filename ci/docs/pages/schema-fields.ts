import { z } from "zod";
import { code } from "./markdown.ts";

/** As far as the pages need it; other members of a JSON Schema are left out. */
const jsonSchema = z.object({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  description: z.string().optional(),
  default: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
  format: z.string().optional(),
  required: z.array(z.string()).optional(),
  get properties() {
    return z.record(z.string(), jsonSchema).optional();
  },
  get items() {
    return jsonSchema.optional();
  },
  get anyOf() {
    return z.array(jsonSchema).optional();
  },
});

type JsonSchema = z.infer<typeof jsonSchema>;

export interface SchemaField {
  /** With dots between the levels, `[]` for the members of an array. */
  readonly name: string;
  readonly type: string;
  /** "one of these" if the schema has choices, and this is required in one of them. */
  readonly required: boolean | "one of these";
  readonly default: string;
  readonly description: string;
}

/** The fields of a zod schema as they are written, each level of them. */
export function fieldsOf(schema: z.ZodType): readonly SchemaField[] {
  return fieldsOfJsonSchema(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }));
}

/** The same of a JSON Schema. Throws if it is none. */
export function fieldsOfJsonSchema(schema: unknown): readonly SchemaField[] {
  return below("", jsonSchema.parse(schema));
}

function below(prefix: string, { properties = {}, required = [], anyOf = [] }: JsonSchema): SchemaField[] {
  const own = Object.entries(properties).flatMap(([key, value]) => {
    const name = `${prefix}${key}`;
    const field = {
      name,
      type: typeOf(value),
      required: required.includes(key),
      default: value.default === undefined ? "" : code(JSON.stringify(value.default)),
      description: value.description ?? "",
    };
    return [field, ...below(`${name}.`, value), ...(value.items ? below(`${name}[].`, value.items) : [])];
  });
  const chosen = anyOf.flatMap((choice) => below(prefix, choice));
  return [...own, ...chosen.map((field) => (field.required ? { ...field, required: "one of these" as const } : field))];
}

function typeOf(schema: JsonSchema): string {
  if (schema.const !== undefined) return code(JSON.stringify(schema.const));
  if (schema.enum && schema.enum.length > 12) return `one of ${schema.enum.length} names`;
  if (schema.enum) return schema.enum.map((value) => code(JSON.stringify(value))).join(", ");
  if (schema.anyOf) return schema.anyOf.map(typeOf).join(" or ");
  if (schema.type === "array") return schema.items ? `array of ${typeOf(schema.items)}` : "array";
  return schema.format ?? [schema.type ?? "any"].flat().join(" or ");
}
