<#
.SYNOPSIS
Installs the Lictor agent as a Windows service, or replaces an older one. Asks nothing; needs an administrator.

.DESCRIPTION
For software distribution:
  powershell -NoProfile -ExecutionPolicy Bypass -File install.ps1 -EnrolmentFile \\server\share\enrolment.txt
Exit codes: 0 done, 2 something must be changed first (a sentence says what), 1 a step failed.
Data and settings of an older agent stay.

.PARAMETER EnrolmentFile
The file of the enrolment string. It is copied; the copy goes once the agent is enrolled. Not needed for an upgrade.
.PARAMETER ProxyFile
A file that names the proxy on the way to the server: none, or [http://][user:password@]host:port. It is copied into the data
folder as proxy.txt, which only the system and administrators can read. Not needed for an upgrade.
.PARAMETER InstallFolder
Where the program is put.
.PARAMETER DataFolder
Where the agent keeps its identity, its spool and its log.
.PARAMETER JavaHome
A Java of version 21 or newer. Without it: jre beside this script, JAVA_HOME, the usual places.
.PARAMETER JavaOptions
Further options of Java, such as -Dhttps.nonProxyHosts=*.example,-Xmx64m
.PARAMETER NoStart
Does not start the service, for images that are cloned.
#>
[CmdletBinding()]
param(
	[string] $EnrolmentFile = '',
	[string] $ProxyFile = '',
	[string] $InstallFolder = (Join-Path $env:ProgramFiles 'Lictor Agent'),
	[string] $DataFolder = (Join-Path $env:ProgramData 'Lictor Agent'),
	[string] $JavaHome = '',
	[string[]] $JavaOptions = @(),
	[switch] $NoStart
)
Set-StrictMode -Version 2
$ErrorActionPreference = 'Stop'
$service = 'LictorAgent'

function Stop-WithReason([string] $reason) {
	[Console]::Error.WriteLine("install.ps1: $reason")
	exit 2
}

# The jvm.dll of a Java of version 21 or newer in a folder; nothing when there is none.
function Get-Jvm([string] $folder) {
	$dll = Join-Path $folder 'bin\server\jvm.dll'
	$release = Join-Path $folder 'release'
	if ((Test-Path $dll) -and (Test-Path $release)) {
		$version = Select-String -Path $release -Pattern '^JAVA_VERSION="(\d+)' | Select-Object -First 1
		if ($version -and [int] $version.Matches[0].Groups[1].Value -ge 21) { return $dll }
	}
}

function Find-Jvm {
	if ($JavaHome) { return Get-Jvm $JavaHome }
	$folders = @((Join-Path $InstallFolder 'jre'))
	if ($env:JAVA_HOME) { $folders += $env:JAVA_HOME }
	foreach ($vendor in 'Eclipse Adoptium', 'Java', 'Microsoft', 'Zulu', 'Amazon Corretto') {
		$root = Join-Path $env:ProgramFiles $vendor
		if (Test-Path $root) { $folders += @(Get-ChildItem $root -Directory | ForEach-Object { $_.FullName }) }
	}
	foreach ($folder in $folders) {
		$jvm = Get-Jvm $folder
		if ($jvm) { return $jvm }
	}
}

function Invoke-Checked([string] $program, [string[]] $arguments) {
	& $program $arguments | Out-Null
	if ($LASTEXITCODE -ne 0) { throw "$program ended with $LASTEXITCODE" }
}

$me = New-Object Security.Principal.WindowsPrincipal ([Security.Principal.WindowsIdentity]::GetCurrent())
if (-not $me.IsInRole([Security.Principal.WindowsBuiltInRole]::Administrator)) {
	Stop-WithReason 'installing needs an administrator: start PowerShell as administrator.'
}
if ($EnrolmentFile -and -not (Test-Path $EnrolmentFile)) {
	Stop-WithReason "the file of the enrolment string, $EnrolmentFile, cannot be read."
}
if ($ProxyFile -and -not (Test-Path $ProxyFile)) {
	Stop-WithReason "the file of the proxy, $ProxyFile, cannot be read."
}
if (-not (Test-Path (Join-Path $PSScriptRoot 'jre')) -and -not (Find-Jvm)) {
	Stop-WithReason 'the agent needs Java 21 or newer and none was found: install one, or name it with -JavaHome.'
}

$present = Get-Service -Name $service -ErrorAction SilentlyContinue
if ($present) {
	Stop-Service -Name $service -Force
	$present.WaitForStatus('Stopped', '00:01:00')
}

# Program: replaced as a whole.
if (Test-Path $InstallFolder) { Remove-Item $InstallFolder -Recurse -Force }
New-Item $InstallFolder -ItemType Directory | Out-Null
Copy-Item (Join-Path $PSScriptRoot '*') $InstallFolder -Recurse -Exclude 'install.ps1'

# Data: for the system and administrators only, whose identifiers are the same in every language of Windows.
if (-not (Test-Path $DataFolder)) { New-Item $DataFolder -ItemType Directory | Out-Null }
Invoke-Checked 'icacls.exe' @($DataFolder, '/inheritance:r', '/grant:r', '*S-1-5-18:(OI)(CI)F', '*S-1-5-32-544:(OI)(CI)F')
$enrolment = Join-Path $DataFolder 'enrolment'
if ($EnrolmentFile) { Copy-Item $EnrolmentFile $enrolment -Force }
if ($ProxyFile) { Copy-Item $ProxyFile (Join-Path $DataFolder 'proxy.txt') -Force }

# The options of Java stand in one place, the start script.
$start = Select-String -Path (Join-Path $InstallFolder 'lictor-agent.bat') -Pattern '^"%LICTOR_JAVA%"'
$options = @('-Xrs') + @($start.Line -split ' ' | Where-Object { $_ -like '-X*' }) + $JavaOptions
$options += '-Djava.util.logging.config.file=' + (Join-Path $InstallFolder 'logging.properties')
$classes = foreach ($bundle in 'org.lictor.agent', 'org.lictor.agent.protocol', 'com.google.gson') {
	(Get-ChildItem (Join-Path $InstallFolder "plugins\${bundle}_*.jar") | Select-Object -First 1).FullName
}

# Apache Commons Daemon runs Java as a service. LocalSystem, because nobody else is told of other users' processes.
$runner = Join-Path $InstallFolder 'service\lictor-agent-service.exe'
$verb = if ($present) { '//US//' } else { '//IS//' }
Invoke-Checked $runner @(
	"$verb$service",
	'--DisplayName=Lictor agent',
	'--Description=Sees what licensed applications are used on this host.',
	"--Install=$runner",
	'--Startup=auto',
	'--ServiceUser=LocalSystem',
	"--Jvm=$(Find-Jvm)",
	"--JvmOptions=$($options -join ';')",
	"--Classpath=$($classes -join ';')",
	'--StartMode=jvm',
	'--StartClass=org.lictor.agent.internal.launch.AgentProgram',
	"--StartParams=$(@('--data', $DataFolder, '--enrol-once', $enrolment) -join ';')",
	'--StopMode=jvm',
	# procrun knows this pair and calls System.exit(0), which stops the agent in order.
	'--StopClass=java.lang.System',
	'--StopMethod=exit',
	'--StopTimeout=20',
	"--LogPath=$(Join-Path $DataFolder 'service')",
	'--LogLevel=Warn'
)
Invoke-Checked 'sc.exe' @('failure', $service, 'reset=', '86400', 'actions=', 'restart/30000/restart/30000/restart/60000')

if (-not $NoStart -and ($EnrolmentFile -or (Test-Path (Join-Path $DataFolder 'agent.json')))) {
	Start-Service -Name $service
}
exit 0
