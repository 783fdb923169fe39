// node report-outputs.js report.json: prints the verdict and the counts of a report as outputs of a GitHub step.
import { existsSync, readFileSync } from "node:fs";

const [file = "reports/report.json"] = process.argv.slice(2);
if (existsSync(file)) {
  const { asExpected, counts, scenarios } = JSON.parse(readFileSync(file, "utf8"));
  const unexpected = scenarios.filter(({ expected }) => !expected).length;
  console.log(`verdict=${asExpected ? "as expected" : "not as expected"}`);
  console.log(`passed=${counts.passed}\nfailed=${counts.failed + counts.error}\nunexpected=${unexpected}`);
} else console.log("verdict=none\npassed=0\nfailed=0\nunexpected=0");
