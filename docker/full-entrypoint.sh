#!/bin/sh
# Starts the smart card service with its two virtual readers, then the command given to cis2-testkit.
set -eu
# From pcsc-lite 2.3 on a daemon that finds no polkit refuses everybody unless it is told to do without.
polkit=
if pcscd --help 2>&1 | grep -q -e --disable-polkit; then polkit=--disable-polkit; fi
pcscd --foreground --critical $polkit &
looks=0
until [ -S /run/pcscd/pcscd.comm ]; do
  kill -0 $! 2>/dev/null || { echo "pcscd did not start" >&2; exit 3; }
  looks=$((looks + 1))
  [ $looks -lt 300 ] || { echo "pcscd made no socket within 30 seconds" >&2; kill $!; exit 3; }
  sleep 0.1
done
exec node bin/cis2-testkit.js "$@"
