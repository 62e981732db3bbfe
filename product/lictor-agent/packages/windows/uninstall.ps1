<#
.SYNOPSIS
Removes the Lictor agent. Asks nothing; needs an administrator.

.DESCRIPTION
  powershell -NoProfile -ExecutionPolicy Bypass -File "C:\Program Files\Lictor Agent\uninstall.ps1"
The data folder stays, so that a host that gets the agent again keeps its identity and what was not sent yet.

.PARAMETER Purge
Removes the data folder too.
.PARAMETER InstallFolder
Where the program was put.
.PARAMETER DataFolder
Where the agent keeps its data.
#>
[CmdletBinding()]
param(
	[switch] $Purge,
	[string] $InstallFolder = (Join-Path $env:ProgramFiles 'Lictor Agent'),
	[string] $DataFolder = (Join-Path $env:ProgramData 'Lictor Agent')
)
Set-StrictMode -Version 2
$ErrorActionPreference = 'Stop'
$service = 'LictorAgent'

$present = Get-Service -Name $service -ErrorAction SilentlyContinue
if ($present) {
	Stop-Service -Name $service -Force
	$present.WaitForStatus('Stopped', '00:01:00')
	& (Join-Path $InstallFolder 'service\lictor-agent-service.exe') "//DS//$service" | Out-Null
	if ($LASTEXITCODE -ne 0) { throw "the service $service cannot be removed (exit code $LASTEXITCODE)" }
}
Set-Location $env:SystemRoot
if (Test-Path $InstallFolder) { Remove-Item $InstallFolder -Recurse -Force }
if ($Purge -and (Test-Path $DataFolder)) { Remove-Item $DataFolder -Recurse -Force }
exit 0
