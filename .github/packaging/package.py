#!/usr/bin/env python3
"""Packs a built loclint: an archive with completions and manual, a Python wheel, npm packages, a crate.

    package.py archive TARGET BINARY OUT   archive of a release
    package.py wheel TARGET BINARY OUT     wheel that carries the binary
    package.py npm TARGET BINARY OUT       npm package of one platform
    package.py npm-main OUT                npm package that depends on those of all platforms
    package.py crate OUT                   package of cargo

The packages name the repository that they are made in, as GITHUB_SERVER_URL and GITHUB_REPOSITORY say:
Cargo.toml holds no address, so that a copy of the project does not lead to another one.

Needs nothing but Python 3.8; `crate` needs git and cargo. The same input gives the same bytes. BINARY is
run for completions and manual only if it is of this machine; else LOCLINT_NATIVE names one that is.
"""

import base64
import csv
import gzip
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NAME = "loclint"
LICENSES = ["LICENSE-APACHE", "LICENSE-MIT"]
# For each target of Rust: tags of wheels, and system and processor as npm calls them. The binaries for
# Linux are static, so that they run with any C library.
TARGETS = {
    "x86_64-unknown-linux-musl": (
        "manylinux_2_17_x86_64.manylinux2014_x86_64.musllinux_1_1_x86_64", "linux", "x64"),
    "aarch64-unknown-linux-musl": (
        "manylinux_2_17_aarch64.manylinux2014_aarch64.musllinux_1_1_aarch64", "linux", "arm64"),
    "x86_64-apple-darwin": ("macosx_10_12_x86_64", "darwin", "x64"),
    "aarch64-apple-darwin": ("macosx_11_0_arm64", "darwin", "arm64"),
    "x86_64-pc-windows-msvc": ("win_amd64", "win32", "x64"),
}
SHELLS = {"bash": "loclint.bash", "zsh": "_loclint", "fish": "loclint.fish",
          "powershell": "_loclint.ps1", "elvish": "loclint.elv"}


def manifest(key):
    """A text of [package] in Cargo.toml."""
    text = (ROOT / "Cargo.toml").read_text(encoding="utf-8")
    package = text.split("[package]", 1)[1].split("\n[", 1)[0]
    found = re.search(rf'^{key} = "([^"]*)"$', package, re.M)
    return found.group(1) if found else None


VERSION = manifest("version")


def repository():
    """The address of the repository, where one is known."""
    name = os.environ.get("GITHUB_REPOSITORY")
    here = f"{os.environ.get('GITHUB_SERVER_URL', 'https://github.com')}/{name}" if name else None
    return manifest("repository") or here


def python_version():
    """The version as PEP 440 writes it."""
    found = re.fullmatch(r"(\d+\.\d+\.\d+)(?:-(alpha|beta|rc)\.(\d+))?", VERSION)
    if not found:
        sys.exit(f"version {VERSION} cannot be written as a version of a wheel")
    number, stage, count = found.groups()
    return number + ({"alpha": "a", "beta": "b", "rc": "rc"}[stage] + count if stage else "")


def run(arguments, binary):
    return subprocess.run([os.environ.get("LOCLINT_NATIVE", binary), *arguments],
                          check=True, stdout=subprocess.PIPE).stdout


def documents(folder):
    """Files that every package carries, as (name in it, bytes)."""
    return [(folder + name, (ROOT / name).read_bytes())
            for name in ["README.md", "CHANGELOG.md", *LICENSES]]


def executable(target):
    return NAME + (".exe" if "windows" in target else "")


def tar(path, files):
    """Writes (name, bytes, mode) as a tar.gz without times or owners."""
    with open(path, "wb") as out, \
            gzip.GzipFile(filename="", mode="wb", fileobj=out, mtime=0) as packed, \
            tarfile.open(fileobj=packed, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name, data, mode in files:
            entry = tarfile.TarInfo(name)
            entry.size, entry.mode = len(data), mode
            archive.addfile(entry, io.BytesIO(data))


def zipped(path, files):
    """Writes (name, bytes, mode) as a zip without times."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data, mode in files:
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system, entry.external_attr = 3, (0o100000 | mode) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)


def archive(target, binary, out):
    stem = f"{NAME}-v{VERSION}-{target}"
    files = [(f"{stem}/{executable(target)}", Path(binary).read_bytes(), 0o755)]
    files += [(name, data, 0o644) for name, data in documents(stem + "/")]
    files.append((f"{stem}/man/loclint.1", run(["man"], binary), 0o644))
    for shell, name in SHELLS.items():
        files.append((f"{stem}/completions/{name}", run(["completions", shell], binary), 0o644))
    if "windows" in target:
        path = out / f"{stem}.zip"
        zipped(path, files)
    else:
        path = out / f"{stem}.tar.gz"
        tar(path, files)
    return path


def wheel(target, binary, out):
    tags, *_ = TARGETS[target]
    version = python_version()
    info = f"{NAME}-{version}.dist-info"
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    metadata = "\n".join([
        "Metadata-Version: 2.1", f"Name: {NAME}", f"Version: {version}",
        f"Summary: {manifest('description')}",
        f"License: {manifest('license')}",
        *(f"Project-URL: Repository, {address}" for address in [repository()] if address),
        *(f"License-File: {name}" for name in LICENSES),
        "Classifier: Environment :: Console",
        "Classifier: Topic :: Software Development :: Localization",
        "Requires-Python: >=3.7",
        "Description-Content-Type: text/markdown", "", readme])
    about = "\n".join(["Wheel-Version: 1.0", "Generator: loclint", "Root-Is-Purelib: false",
                       *(f"Tag: py3-none-{tag}" for tag in tags.split(".")), ""])
    files = [(f"{NAME}-{version}.data/scripts/{executable(target)}", Path(binary).read_bytes(), 0o755),
             (f"{info}/METADATA", metadata.encode(), 0o644),
             (f"{info}/WHEEL", about.encode(), 0o644)]
    files += [(f"{info}/licenses/{name}", (ROOT / name).read_bytes(), 0o644) for name in LICENSES]
    record = io.StringIO()
    rows = csv.writer(record, lineterminator="\n")
    for name, data, _ in files:
        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        rows.writerow([name, f"sha256={digest}", len(data)])
    rows.writerow([f"{info}/RECORD", "", ""])
    files.append((f"{info}/RECORD", record.getvalue().encode(), 0o644))
    path = out / f"{NAME}-{version}-py3-none-{tags}.whl"
    zipped(path, files)
    return path


def npm_name(target):
    _, system, processor = TARGETS[target]
    return f"{NAME}-{system}-{processor}"


def npm_package(name, fields, files, out):
    package = {"name": name, "version": VERSION, "description": manifest("description"),
               "license": manifest("license"), **fields}
    if repository():
        package["repository"] = {"type": "git", "url": f"git+{repository()}.git"}
    text = json.dumps(package, indent=2, ensure_ascii=False) + "\n"
    files = [("package/package.json", text.encode(), 0o644), *files]
    files += [(name, data, 0o644) for name, data in documents("package/")]
    path = out / f"{name}-{VERSION}.tgz"
    tar(path, files)
    return path


def npm(target, binary, out):
    _, system, processor = TARGETS[target]
    binary = [(f"package/bin/{executable(target)}", Path(binary).read_bytes(), 0o755)]
    fields = {"os": [system], "cpu": [processor], "preferUnplugged": True}
    return npm_package(npm_name(target), fields, binary, out)


SHIM = """\
#!/usr/bin/env node
// Runs the loclint of this platform, which is a package of its own.
"use strict";
const { spawnSync } = require("node:child_process");
const { constants } = require("node:os");
const name = `loclint-${process.platform}-${process.arch}`;
const file = process.platform === "win32" ? "loclint.exe" : "loclint";
let program;
try {
  program = require.resolve(`${name}/bin/${file}`);
} catch {
  console.error(
    `loclint: the package ${name} is not there. Either there is none for this platform, or ` +
      "optional dependencies were left out: install without --omit=optional.",
  );
  process.exit(2);
}
const ran = spawnSync(program, process.argv.slice(2), { stdio: "inherit" });
if (ran.error) {
  console.error(`loclint: ${ran.error.message}`);
  process.exit(2);
}
process.exit(ran.status ?? 128 + (constants.signals[ran.signal] ?? 0));
"""


def npm_main(out):
    fields = {"bin": {NAME: "bin/loclint.js"}, "engines": {"node": ">=16"},
              "optionalDependencies": {npm_name(target): VERSION for target in TARGETS}}
    return npm_package(NAME, fields, [("package/bin/loclint.js", SHIM.encode(), 0o755)], out)


def crate(out):
    """The package of cargo. `cargo binstall` finds archives by the repository that it names."""
    if not repository():
        sys.exit("GITHUB_REPOSITORY names no repository, and neither does Cargo.toml")
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "tree"
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, stdout=subprocess.PIPE)
        for name in filter(None, listed.stdout.decode().split("\0")):
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, tree / name)
        text = (tree / "Cargo.toml").read_text(encoding="utf-8")
        if not manifest("repository"):
            line = f'repository = "{repository()}"\n'
            text = text.replace("[package]\n", "[package]\n" + line, 1)
            (tree / "Cargo.toml").write_text(text, encoding="utf-8")
        subprocess.run(["cargo", "package", "--locked", "--quiet"], cwd=tree, check=True)
        [made] = (tree / "target" / "package").glob("*.crate")
        return shutil.copy(made, out / made.name)


def main(arguments):
    kinds = {"archive": archive, "wheel": wheel, "npm": npm}
    whole = {"npm-main": npm_main, "crate": crate}
    if len(arguments) == 2 and arguments[0] in whole:
        make, rest = whole[arguments[0]], []
    elif len(arguments) == 4 and arguments[0] in kinds and arguments[1] in TARGETS:
        make, rest = kinds[arguments[0]], arguments[1:3]
    else:
        sys.exit(f"{__doc__}\nTARGET is one of {', '.join(TARGETS)}")
    out = Path(arguments[-1])
    out.mkdir(parents=True, exist_ok=True)
    print(make(*rest, out))


if __name__ == "__main__":
    main(sys.argv[1:])
