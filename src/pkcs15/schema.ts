import { AsnProp, AsnPropTypes, AsnType, AsnTypeTypes } from "@peculiar/asn1-schema";

type Field = Parameters<typeof AsnProp>[0];
type Class<T> = new () => T;

/** Declares a class to be a SEQUENCE of these fields, in this order: what the decorators of the library do. */
export function sequence<T>(target: Class<T>, fields: Partial<Record<keyof T & string, Field>>): void {
  declare(target, AsnTypeTypes.Sequence, fields);
}

/** Declares a class to be a CHOICE among these fields. */
export function choice<T>(target: Class<T>, fields: Partial<Record<keyof T & string, Field>>): void {
  declare(target, AsnTypeTypes.Choice, fields);
}

function declare<T>(target: Class<T>, type: AsnTypeTypes, fields: Partial<Record<keyof T & string, Field>>): void {
  for (const [name, field] of Object.entries<Field | undefined>(fields)) {
    if (field !== undefined) AsnProp(field)(target.prototype as object, name);
  }
  AsnType({ type })(target);
}

export { AsnPropTypes as Asn };
