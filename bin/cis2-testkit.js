#!/usr/bin/env node
// In syntax that old versions of Node can read: they say what is wrong, in place of a SyntaxError.
var needed = "22.18";
var found = process.versions.node;
var parts = found.split(".");

if (Number(parts[0]) > 22 || (Number(parts[0]) === 22 && Number(parts[1]) >= 18)) {
  import("./start.js");
} else {
  var message = "NODE_TOO_OLD: The testkit needs Node " + needed + " or later; this is Node " + found + ".\n";
  var clone =
    "In a clone, run npm ci. Then run ./cis2-testkit, or cis2-testkit.cmd on Windows: they use the right Node. ";
  process.stderr.write(message + clone + "Elsewhere, install Node " + needed + " or later.\n");
  process.exitCode = 3;
}
