import { fileURLToPath } from "node:url";
import { missing, startProgram } from "./program.ts";
import { scope, secret, type System } from "./system.ts";

const program = fileURLToPath(new URL("flask-authlib.py", import.meta.url));
const packages = "/usr/lib/python3/dist-packages";

/** Flask and Authlib of Debian's packages. */
export const flaskAuthlib: System = {
  name: "Flask and Authlib",
  redirectPath: "/callback",
  signInPath: "/login",
  signOutPath: "/logout",
  missing: missing({ "python3-flask": `${packages}/flask`, "python3-authlib": `${packages}/authlib` }),
  start: ({ issuer, clientId, clientSecret }, port) =>
    startProgram("/usr/bin/python3", ["-B", program], port, {
      ISSUER: issuer,
      CLIENT_ID: clientId,
      CLIENT_SECRET: clientSecret,
      SCOPE: scope,
      SECRET: secret,
      PORT: String(port),
    }),
};
