/** The machine's clock as this process reads it, until it is disposed of. */
export interface ShiftedDate extends Disposable {
  /** How far it is ahead, in milliseconds. */
  ahead: number;
}

/** Has `Date` of this process show another time, as if the machine's clock had been moved. */
export function shiftDate(milliseconds = 0): ShiftedDate {
  const real = globalThis.Date;
  const shift: ShiftedDate = {
    ahead: milliseconds,
    [Symbol.dispose]: () => {
      globalThis.Date = real;
    },
  };
  const now = () => real.now() + shift.ahead;
  globalThis.Date = new Proxy(real, {
    construct: (date, values: unknown[]) => Reflect.construct(date, values.length === 0 ? [now()] : values) as Date,
    get: (date, name) => (name === "now" ? now : (Reflect.get(date, name) as unknown)),
  });
  return shift;
}
