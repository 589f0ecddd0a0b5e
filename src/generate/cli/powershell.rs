//! The scripts for people on Windows: each finds a bash and runs the script beside it there.

use super::{alarms, certificate, deploy, rotate, teardown};
use crate::diagnostic::Pointer;
use crate::generate::{Generator, nothing_lost};
use crate::model::Design;
use crate::text::Document;
use crate::text::powershell::PowerShell;
use crate::words::Language;
use crate::words::files as words;

macro_rules! beside {
    ($name:ident, $of:path, $path:literal, $script:literal, $purpose:path) => {
        pub(in crate::generate) const $name: Generator = Generator {
            path: $path,
            executable: false,
            print: |design| print(design, $script, $purpose(Language::En)),
            lost: nothing_lost,
            ..$of
        };
    };
}

beside!(
    DEPLOY,
    deploy::GENERATOR,
    "cli/deploy.ps1",
    "deploy.sh",
    words::deploy_purpose
);
beside!(
    TEARDOWN,
    teardown::GENERATOR,
    "cli/teardown.ps1",
    "teardown.sh",
    words::teardown_purpose
);
beside!(
    ROTATE_API_KEY,
    rotate::GENERATOR,
    "cli/rotate-api-key.ps1",
    "rotate-api-key.sh",
    words::rotate_purpose
);
beside!(
    ALARMS,
    alarms::GENERATOR,
    "monitoring/alarms.ps1",
    "alarms.sh",
    words::alarms_purpose
);
beside!(
    CERTIFICATE,
    certificate::GENERATOR,
    "dns/request-certificate.ps1",
    "request-certificate.sh",
    words::request_purpose
);

fn print(design: &Design, script: &'static str, purpose: &'static str) -> Document {
    let language = design.output.language;
    PowerShell::document(|shell| {
        shell.comment(purpose);
        shell.comment("Finds a bash and runs the script of the same name there; every option and the exit status pass through.");
        shell.code("$ErrorActionPreference = 'Stop'\n");
        shell.assign("Script", script);
        shell.at(Pointer::root().join("output").join("language"), |shell| {
            shell.assign("NoBash", words::powershell_no_bash(language));
            shell.assign("NoAws", words::powershell_no_aws(language));
        });
        shell.code(PROGRAM);
    })
}

const PROGRAM: &str = r#"
# Git for Windows keeps bash.exe in the folder bin of its own. The bash.exe in System32 belongs to WSL and
# fails where no distribution is installed, so it is never called by its name.
function Find-GitBash {
    $folders = @()
    foreach ($git in @(Get-Command git.exe -CommandType Application -All -ErrorAction SilentlyContinue)) {
        $folder = Split-Path -Parent $git.Source
        while ($folder) {
            $folders += $folder
            $folder = Split-Path -Parent $folder
        }
    }
    foreach ($root in @($env:ProgramFiles, ${env:ProgramFiles(x86)}, "$env:LOCALAPPDATA\Programs")) {
        if ($root) { $folders += Join-Path $root 'Git' }
    }
    foreach ($folder in $folders) {
        $bash = Join-Path $folder 'bin\bash.exe'
        if (Test-Path -LiteralPath $bash -PathType Leaf) { return $bash }
    }
}

# A distribution of WSL, the default one first; those of Docker Desktop have no bash.
function Find-Distribution {
    $key = 'HKCU:\Software\Microsoft\Windows\CurrentVersion\Lxss'
    if (-not (Test-Path -LiteralPath $key)) { return }
    $known = @(Get-ChildItem -LiteralPath $key | Get-ItemProperty | Where-Object {
        $_.DistributionName -and $_.DistributionName -notlike 'docker-desktop*'
    })
    $default = (Get-ItemProperty -LiteralPath $key).DefaultDistribution
    $ordered = @($known | Where-Object { $_.PSChildName -eq $default }) + $known
    if ($ordered.Count -gt 0) { return $ordered[0].DistributionName }
}

$path = (Join-Path $PSScriptRoot $Script) -replace '\\', '/'
$bash = Find-GitBash
if ($bash) {
    & $bash -c 'command -v aws >/dev/null'
    if ($LASTEXITCODE -eq 0) {
        # Git's bash would turn arguments such as /prod into paths; aws.exe ends its lines as Windows does and
        # knows no paths of bash. This function stands in for it in the script.
        $wrapper = '() { local a=() x; for x in "$@"; do case "$x" in file:///*) x="file://$(cygpath -m "${x#file://}")" ;; esac; ' +
            'a+=("$x"); done; command aws "${a[@]}" | tr -d ''\r''; return "${PIPESTATUS[0]}"; }'
        $set = @{ 'MSYS2_ARG_CONV_EXCL' = '*'; 'BASH_FUNC_aws%%' = $wrapper }
        $kept = @{}
        foreach ($name in @($set.Keys)) {
            $kept[$name] = [Environment]::GetEnvironmentVariable($name)
            [Environment]::SetEnvironmentVariable($name, $set[$name])
        }
        try {
            & $bash $path @args
            $status = $LASTEXITCODE
        } finally {
            foreach ($name in @($kept.Keys)) { [Environment]::SetEnvironmentVariable($name, $kept[$name]) }
        }
        exit $status
    }
}

$wsl = Get-Command wsl.exe -CommandType Application -ErrorAction SilentlyContinue | Select-Object -First 1
$distribution = if ($wsl) { Find-Distribution }
if ($distribution) {
    & $wsl.Source --distribution $distribution --exec bash -lc 'command -v aws >/dev/null'
    if ($LASTEXITCODE -eq 0) {
        $inside = & $wsl.Source --distribution $distribution --exec wslpath -a $path
        & $wsl.Source --distribution $distribution --exec bash -l $inside @args
        exit $LASTEXITCODE
    }
}

$message = if ($bash -or $distribution) { $NoAws } else { $NoBash }
[Console]::Error.WriteLine($message)
exit 127
"#;
