import {
  AsnEnumeratedConverter,
  AsnIntegerConverter,
  AsnProp,
  AsnPropTypes,
  AsnType,
  AsnTypeTypes,
  type IAsnConverter,
} from "@peculiar/asn1-schema";

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

/** An INTEGER, read as a number: one of more than four bytes is refused, although the library would make it a text. */
export const integer = { type: AsnPropTypes.Integer, converter: small(AsnIntegerConverter) };

/** An ENUMERATED, read and refused alike. */
export const enumerated = { type: AsnPropTypes.Enumerated, converter: small(AsnEnumeratedConverter) };

function small(converter: IAsnConverter): IAsnConverter {
  return {
    toASN: (value) => converter.toASN(value),
    fromASN: (value) => {
      const { valueHexView } = value.valueBlock as unknown as { valueHexView: Uint8Array };
      if (valueHexView.length < 1 || valueHexView.length > 4) throw new RangeError("a number of no or many bytes");
      return Number(converter.fromASN(value));
    },
  };
}

export { AsnPropTypes as Asn };
