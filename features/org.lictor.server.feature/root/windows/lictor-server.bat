@echo off
rem The Lictor server without a window, and its command line.
rem JVM options of your own go into LICTOR_JAVA_OPTS.
setlocal
call "%~dp0java.bat" || exit /b 2
call "%~dp0launcher.bat" || exit /b 2
rem Short commands are over before the second compiler would pay.
set "LICTOR_COMPILER=-XX:TieredStopAtLevel=1"
for %%c in (import rebuild verify) do if /i "%~1"=="%%c" set "LICTOR_COMPILER="
rem Most of what a server computes when it works it computes to compile its own code: it copies less of it into other code (ADR 0043).
if /i "%~1"=="server" set "LICTOR_COMPILER=-XX:MaxInlineLevel=9 -XX:FreqInlineSize=200 -XX:InlineSmallCode=1500"
"%LICTOR_JAVA%" -Xmx512m -Xms32m -XX:+UseSerialGC -XX:MinHeapFreeRatio=20 -XX:MaxHeapFreeRatio=40 -Djava.awt.headless=true -Djdk.http.auth.tunneling.disabledSchemes= "-Djava.util.logging.config.file=%~dp0logging.properties" %LICTOR_COMPILER% %LICTOR_JAVA_OPTS% -jar "%LICTOR_LAUNCHER%" -nosplash -data @none %*
exit /b %ERRORLEVEL%
