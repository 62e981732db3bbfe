@echo off
rem Starts the Lictor agent in the foreground, without OSGi. Small heap, code cache and stacks, first compiler alone: it shares the host.
rem JVM options of your own go into LICTOR_JAVA_OPTS.
setlocal
call "%~dp0java.bat" || exit /b 2
set LICTOR_CLASSPATH=
for %%B in (org.lictor.agent org.lictor.agent.protocol com.google.gson) do call :add %%B || exit /b 2
"%LICTOR_JAVA%" -Xmx20m -Xms4m -Xmn1m -XX:SurvivorRatio=2 -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=20 -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=5m -XX:C1MaxInlineLevel=2 -XX:C1MaxInlineSize=20 -Xss256k -XX:-UsePerfData -XX:+UnlockDiagnosticVMOptions -XX:AsyncDeflationInterval=0 -XX:+ExitOnOutOfMemoryError "-Djava.util.logging.config.file=%~dp0logging.properties" %LICTOR_JAVA_OPTS% -cp "%LICTOR_CLASSPATH%" org.lictor.agent.internal.launch.AgentProgram %*
exit /b %ERRORLEVEL%

:add
set LICTOR_JAR=
for %%J in ("%~dp0plugins\%1_*.jar") do set "LICTOR_JAR=%%~J"
if not defined LICTOR_JAR (
  echo The agent's folder %~dp0 is not complete: plugins\%1_*.jar is missing; unpack the archive again. 1>&2
  exit /b 2
)
if defined LICTOR_CLASSPATH (set "LICTOR_CLASSPATH=%LICTOR_CLASSPATH%;%LICTOR_JAR%") else set "LICTOR_CLASSPATH=%LICTOR_JAR%"
exit /b 0
