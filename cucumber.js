// For editors and for `npx cucumber-js`; `cis2-testkit conformance` reads it too, in the package as well, where all is compiled.
export default {
  paths: ["features/**/*.feature"],
  import: ["step-definitions/**/*.{ts,js}"],
};
