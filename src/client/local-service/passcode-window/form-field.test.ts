import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { formField } from "./form-field.ts";

const read = (form: string, name = "passcode") => {
  const value = formField(Buffer.from(form), name);
  return value && Buffer.from(value).toString();
};

describe("a form's field, read as bytes", () => {
  it("is found wherever it stands", () => {
    for (const form of ["passcode=123456", "a=1&passcode=123456", "passcode=123456&a=1", "&&passcode=123456&"]) {
      assert.equal(read(form), "123456");
    }
  });

  it("is decoded as browsers encode it, damaged escapes kept as they are", () => {
    const typed = "a+b %&=ü~";
    assert.equal(read(new URLSearchParams({ passcode: typed }).toString()), typed);
    assert.equal(read("passcode=1%2"), "1%2");
    assert.equal(read("passcode=%zz%"), "%zz%");
  });

  it("may be empty, or not there", () => {
    assert.equal(read("passcode="), "");
    assert.equal(read("xpasscode=1"), undefined);
    assert.equal(read(""), undefined);
  });
});
