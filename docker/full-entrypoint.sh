#!/bin/sh
# Starts the smart card service with its two virtual readers, then the command given to cis2-testkit.
set -eu
pcscd --foreground --critical &
until [ -S /run/pcscd/pcscd.comm ]; do
  kill -0 $! 2>/dev/null || { echo "pcscd did not start" >&2; exit 3; }
  sleep 0.1
done
exec node bin/cis2-testkit.js "$@"
