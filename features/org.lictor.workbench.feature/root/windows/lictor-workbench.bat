@echo off
rem Opens the Lictor workbench.
rem JVM options of your own go into LICTOR_JAVA_OPTS.
setlocal
call "%~dp0java.bat" || (pause & exit /b 2)
"%LICTOR_JAVA%" -Xmx1g -Xms64m --enable-native-access=ALL-UNNAMED "-Djava.util.logging.config.file=%~dp0logging.properties" %LICTOR_JAVA_OPTS% -jar "%LICTOR_LAUNCHER%"  %*
exit /b %ERRORLEVEL%
