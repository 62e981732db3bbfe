@echo off
rem Starts the Lictor agent in the foreground. Small heap, code cache and stacks, first compiler alone: it shares the host.
rem JVM options of your own go into LICTOR_JAVA_OPTS.
setlocal
call "%~dp0java.bat" || exit /b 2
"%LICTOR_JAVA%" -Xmx20m -Xms4m -Xmn1m -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=20 -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=10m -Xss256k -XX:-UsePerfData -XX:+ExitOnOutOfMemoryError "-Djava.util.logging.config.file=%~dp0logging.properties" %LICTOR_JAVA_OPTS% -jar "%LICTOR_LAUNCHER%" -nosplash %*
exit /b %ERRORLEVEL%
