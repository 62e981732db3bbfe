@echo off
rem Opens the Lictor workbench.
rem JVM options of your own go into LICTOR_JAVA_OPTS.
setlocal
call "%~dp0java.bat" || (pause & exit /b 2)
call "%~dp0launcher.bat" || (pause & exit /b 2)
rem The first compiler alone: the second one takes a processor for itself at the start. Large sites count in lictor-server, which has both.
"%LICTOR_JAVA%" -Xmx1g -Xms64m -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED -Djdk.http.auth.tunneling.disabledSchemes= "-Djava.util.logging.config.file=%~dp0logging.properties" %LICTOR_JAVA_OPTS% -jar "%LICTOR_LAUNCHER%"  %*
exit /b %ERRORLEVEL%
