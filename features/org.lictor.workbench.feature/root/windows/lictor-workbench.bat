@echo off
rem Opens the Lictor workbench; 'lictor-workbench update' and 'lictor-workbench plugins' change this installation, without a window.
rem JVM options of your own go into LICTOR_JAVA_OPTS.
setlocal
call "%~dp0java.bat" || (pause & exit /b 2)
call "%~dp0launcher.bat" || (pause & exit /b 2)
if "%~1"=="update" goto change
if "%~1"=="plugins" goto change
:open
rem An update that was broken off after it was decided on is finished first.
if exist "%~dp0plugins.next\switch.txt" call "%~f0" plugins list >nul || (pause & exit /b 1)
rem The first compiler alone: the second one takes a processor for itself at the start. Large sites count in lictor-server, which has both.
"%LICTOR_JAVA%" -Xmx1g -Xms64m -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED -Djdk.http.auth.tunneling.disabledSchemes= "-Djava.util.logging.config.file=%~dp0logging.properties" %LICTOR_JAVA_OPTS% -jar "%LICTOR_LAUNCHER%"  %*
rem What Equinox ends with when it is to be started again, such as after an update.
if %ERRORLEVEL%==23 (call "%~dp0launcher.bat" && goto open)
exit /b %ERRORLEVEL%
:change
"%LICTOR_JAVA%" -Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Djava.awt.headless=true "-Djava.util.logging.config.file=%~dp0logging.properties" %LICTOR_JAVA_OPTS% -jar "%LICTOR_LAUNCHER%" -application org.lictor.server.application -nosplash -data @none %*
exit /b %ERRORLEVEL%
