@echo off
rem Called by the start scripts beside it: sets LICTOR_JAVA to a Java of version 21 or newer, or says that there is none.
rem Looked for in: jre beside the script, JAVA_HOME, the PATH, the usual places.
set LICTOR_JAVA=
call :try "%~dp0jre\bin\java.exe"
if defined JAVA_HOME call :try "%JAVA_HOME%\bin\java.exe"
for %%J in (java.exe) do if not "%%~$PATH:J"=="" call :try "%%~$PATH:J"
for %%R in ("%ProgramFiles%\Eclipse Adoptium" "%ProgramFiles%\Java" "%ProgramFiles%\Microsoft" "%ProgramFiles%\Zulu" "%ProgramFiles%\Amazon Corretto") do for /d %%D in ("%%~R\*") do call :try "%%~D\bin\java.exe"
if not defined LICTOR_JAVA (
  echo Lictor needs Java 21 or newer and found none: install one, e.g. from adoptium.net, or set JAVA_HOME to it. 1>&2
  exit /b 2
)
exit /b 0

:try
if defined LICTOR_JAVA exit /b 0
if not exist "%~1" exit /b 0
set LICTOR_MAJOR=0
for /f "tokens=3" %%V in ('call "%~1" -version 2^>^&1 ^| findstr /c:" version "') do for /f "delims=. tokens=1" %%M in ("%%~V") do set LICTOR_MAJOR=%%M
if %LICTOR_MAJOR% geq 21 set "LICTOR_JAVA=%~1"
exit /b 0
