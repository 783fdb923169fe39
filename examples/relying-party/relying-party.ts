import { readFile } from "node:fs/promises";
import { createApplication } from "./application.ts";
import { readSettings } from "./settings.ts";
import { createWebServer } from "./web-server.ts";

// A relying party of NHS CIS2 Authentication. README.md has the settings and what each file is for.
const settings = readSettings(process.env);
const application = await createApplication(settings, (line) => process.stderr.write(`${line}\n`));
const { tlsCertificateFile, tlsKeyFile } = settings;
const tls =
  tlsCertificateFile !== undefined && tlsKeyFile !== undefined
    ? { certificate: await readFile(tlsCertificateFile, "utf8"), key: await readFile(tlsKeyFile, "utf8") }
    : undefined;
const server = createWebServer(application, tls);
server.listen(settings.port, settings.host, () => {
  process.stdout.write(`Listening at ${settings.baseUrl}\n`);
});
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.once(signal, () => {
    server.close();
    server.closeAllConnections();
  });
}
