import { createServer } from "node:http";
import { createApplication } from "./application.ts";
import { readSettings } from "./settings.ts";

// A relying party of NHS CIS2 Authentication. README.md has the settings and what each file is for.
const settings = readSettings(process.env);
const application = await createApplication(settings, (line) => process.stderr.write(`${line}\n`));
const server = createServer(application);
server.listen(settings.port, settings.host, () => {
  process.stdout.write(`Listening at ${settings.baseUrl}\n`);
});
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.once(signal, () => {
    server.close();
    server.closeAllConnections();
  });
}
