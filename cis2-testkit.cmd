@echo off
rem Runs the testkit of this clone on the Node that it brings: cis2-testkit --help
setlocal
set "clone=%~dp0"
if not exist "%clone%node_modules\node\bin\node.exe" (
  echo cis2-testkit is not installed yet. Run in "%clone%": npm ci>&2
  exit /b 3
)
"%clone%node_modules\node\bin\node.exe" "%clone%bin\cis2-testkit.js" %*
exit /b %errorlevel%
