@echo off
rem Opens the Lictor workbench.
rem JVM options of your own go into LICTOR_JAVA_OPTS.
setlocal
call "%~dp0java.bat" || (pause & exit /b 2)
rem The second compiler works on code ten times as hot as usual: at the start it would take a processor for itself.
"%LICTOR_JAVA%" -Xmx1g -Xms64m -XX:Tier4InvocationThreshold=50000 -XX:Tier4MinInvocationThreshold=6000 -XX:Tier4CompileThreshold=150000 -XX:Tier4BackEdgeThreshold=400000 --enable-native-access=ALL-UNNAMED -Djdk.http.auth.tunneling.disabledSchemes= "-Djava.util.logging.config.file=%~dp0logging.properties" %LICTOR_JAVA_OPTS% -jar "%LICTOR_LAUNCHER%"  %*
exit /b %ERRORLEVEL%
