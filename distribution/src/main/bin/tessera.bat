@echo off
rem SPDX-License-Identifier: Apache-2.0
rem Starts Tessera; "tessera --help" says how.
rem
rem JAVA_HOME     the Java to use, else the java of the PATH; 17 or newer
rem JAVA_OPTS, TESSERA_OPTS     more options for the JVM, such as -Xmx4g
rem TESSERA_HOME  where conf\, data\, deploy\ and log\ live; --home goes before it
rem
rem Mathematics is faster with TESSERA_OPTS=--add-modules jdk.incubator.vector; the JVM then
rem says on standard error that this module is an incubator.
setlocal EnableExtensions DisableDelayedExpansion

set "ROOT=%~dp0.."
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java.exe"
if defined JAVA_HOME if not exist "%JAVA%" (
    echo tessera: JAVA_HOME is %JAVA_HOME%, but there is no bin\java.exe in it ^(set it to a JDK or JRE, 17 or newer^) 1>&2
    exit /b 1
)

set "VERSION="
for /f "tokens=3" %%v in ('^""%JAVA%" -version 2^>^&1 ^| findstr /c:" version "^"') do if not defined VERSION set "VERSION=%%~v"
if not defined VERSION (
    echo tessera: no Java found: install 17 or newer, or set JAVA_HOME 1>&2
    exit /b 1
)
for /f "delims=.-+ tokens=1" %%m in ("%VERSION%") do set "MAJOR=%%m"
if %MAJOR% LSS 17 (
    echo tessera: %JAVA% is version %VERSION%; 17 or newer is needed ^(set JAVA_HOME^) 1>&2
    exit /b 1
)

set "NEWER="
if %MAJOR% GEQ 23 set "NEWER=--sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED"

set "COLLECTOR=-XX:+UseParallelGC"
echo %JAVA_OPTS% %TESSERA_OPTS% | findstr /r /c:"-XX:+Use[A-Za-z]*GC" > nul && set "COLLECTOR="

"%JAVA%" -Xshare:auto %COLLECTOR% %NEWER% %JAVA_OPTS% %TESSERA_OPTS% -Dtessera.terminals=in,out,err -Dfile.encoding=UTF-8 -cp "%ROOT%\lib\*" org.tessera.launcher.Main %*
exit /b %ERRORLEVEL%
