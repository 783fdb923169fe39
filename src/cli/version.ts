import packageFile from "cis2-testkit/package.json" with { type: "json" };

export const { version } = packageFile;
