// For editors and for `npx cucumber-js`; `cis2-testkit conformance` reads it too.
export default {
  paths: ["features/**/*.feature"],
  import: ["step-definitions/**/*.ts"],
};
