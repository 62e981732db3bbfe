@echo off
rem Called by the start scripts beside it: sets LICTOR_LAUNCHER to what starts Equinox, or says that it is missing.
set LICTOR_LAUNCHER=
for %%L in ("%~dp0plugins\org.eclipse.equinox.launcher_*.jar") do set "LICTOR_LAUNCHER=%%~L"
if not defined LICTOR_LAUNCHER (
  echo Lictor's folder %~dp0 is not complete: plugins\org.eclipse.equinox.launcher_*.jar is missing; unpack the archive again. 1>&2
  exit /b 2
)
exit /b 0
