import assert from "node:assert/strict";
import { it } from "node:test";
import { createLogger } from "./create-logger.ts";

function logged(value: object): string {
  let lines = "";
  createLogger({ level: "info", destination: { write: (line: string) => void (lines += line) } }).info(value, "said");
  return lines;
}

it("writes what it is given", () => {
  assert.match(logged({ reader: "Reader 1" }), /Reader 1.*said/);
});

for (const name of ["passcode", "pin", "puk", "client_secret", "authorization"]) {
  it(`does not write a ${name}, wherever it stands`, () => {
    const line = logged({ [name]: "73519264", request: { [name]: "73519264", body: { [name]: "73519264" } } });
    assert.doesNotMatch(line, /73519264/);
    assert.match(line, /\[redacted\]/);
  });
}
