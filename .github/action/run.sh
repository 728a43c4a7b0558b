#!/usr/bin/env bash
# What action.yml runs: gets a loclint, runs it once with all outputs, and tells the runner the counts.
# Inputs come as IN_* variables. Works with bash 3.2, which macOS has.
set -euo pipefail

temp=$(mktemp -d "${RUNNER_TEMP:-${TMPDIR:-/tmp}}/loclint.XXXXXX")

# Text as the data of a workflow command.
escaped() {
  local text=$1
  text=${text//'%'/%25}
  text=${text//$'\r'/%0D}
  text=${text//$'\n'/%0A}
  printf '%s' "$text"
}

die() {
  printf '::error title=loclint::%s\n' "$(escaped "$1")"
  exit 2
}

# Prints a file that may hold any text: no line of it is taken for a workflow command.
show() {
  [ -s "$1" ] || return 0
  local word
  word=loclint-$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  printf '::stop-commands::%s\n' "$word"
  cat "$1"
  printf '\n::%s::\n' "$word"
}

# A switch, given its name and value.
is_on() {
  case $2 in
    true) return 0 ;;
    false | '') return 1 ;;
    *) die "the input \`$1\` is true or false, not \`$2\`" ;;
  esac
}

output() {
  [ -n "${GITHUB_OUTPUT:-}" ] || return 0
  printf '%s=%s\n' "$1" "$(printf '%s' "$2" | tr -d '\r\n')" >>"$GITHUB_OUTPUT"
}

# The target of the release for this machine; empty where there is none.
target() {
  case $(uname -s)-$(uname -m) in
    Linux-x86_64) echo x86_64-unknown-linux-musl ;;
    Linux-aarch64 | Linux-arm64) echo aarch64-unknown-linux-musl ;;
    Darwin-x86_64) echo x86_64-apple-darwin ;;
    Darwin-arm64) echo aarch64-apple-darwin ;;
    MINGW*-x86_64 | MSYS*-x86_64 | CYGWIN*-x86_64) echo x86_64-pc-windows-msvc ;;
  esac
}

fetch() { curl --fail --silent --show-error --location --retry 3 --max-time 120 -o "$2" "$1"; }

sha256() {
  if command -v sha256sum >/dev/null; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d ' ' -f 1
}

# Downloads a release into $temp/bin. Fails where it cannot be had; a wrong checksum ends everything.
download() {
  local version=$1 target name archive base wanted
  target=$(target)
  [ -n "$target" ] && [ -n "${IN_REPOSITORY:-}" ] || return 1
  name=loclint-$version-$target
  archive=$name.tar.gz
  case $target in *windows*) archive=$name.zip ;; esac
  base=${GITHUB_SERVER_URL:-https://github.com}/$IN_REPOSITORY/releases/download/$version
  fetch "$base/SHA256SUMS" "$temp/SHA256SUMS" && fetch "$base/$archive" "$temp/$archive" || return 1
  wanted=$(awk -v name="$archive" '$2 == name || $2 == "*" name { print $1 }' "$temp/SHA256SUMS")
  [ -n "$wanted" ] || die "SHA256SUMS of $version does not name $archive"
  [ "$(sha256 "$temp/$archive")" = "$wanted" ] || die "the checksum of $archive is not that of the release"
  mkdir -p "$temp/bin"
  case $archive in
    *.zip) unzip -q -o "$temp/$archive" -d "$temp/archive" ;;
    *) mkdir -p "$temp/archive" && tar -xzf "$temp/$archive" -C "$temp/archive" ;;
  esac
  find "$temp/archive" -type f \( -name loclint -o -name loclint.exe \) -exec cp {} "$temp/bin/" \;
  [ -x "$temp/bin/loclint" ] || [ -x "$temp/bin/loclint.exe" ]
}

# Builds the source that the action came with.
build() {
  command -v cargo >/dev/null || die "no release could be had, and there is no cargo to build loclint with"
  cargo install --quiet --locked --root "$temp" --path "${GITHUB_ACTION_PATH:?}" ||
    die "loclint could not be built"
}

loclint=${IN_BINARY:-}
if [ -n "$loclint" ]; then
  [ -x "$loclint" ] || die "the input \`binary\` names no program: $loclint"
  loclint=$(cd "$(dirname "$loclint")" && pwd)/$(basename "$loclint")
else
  version=${IN_VERSION:-}
  if [ -z "$version" ] && [[ ${IN_REF:-} =~ ^v[0-9]+\.[0-9]+\.[0-9]+ ]]; then version=$IN_REF; fi
  if [ -n "$version" ] && ! [[ $version =~ ^v[0-9]+\.[0-9]+\.[0-9]+([-+.][0-9A-Za-z.+-]+)?$ ]]; then
    die "the input \`version\` is a tag like v0.1.0, not \`$version\`"
  fi
  if [ -z "$version" ] || ! download "$version"; then
    if [ -n "$version" ]; then echo "release $version cannot be had for this machine: building"; fi
    build
  fi
  loclint=$temp/bin/loclint
fi
if [ -n "${GITHUB_PATH:-}" ]; then dirname "$loclint" >>"$GITHUB_PATH"; fi
output path "$loclint"
output version "$("$loclint" --version | cut -d ' ' -f 2)"
if is_on install-only "${IN_INSTALL_ONLY:-}"; then exit 0; fi

cd "${IN_WORKING_DIRECTORY:-.}" || die "the input \`working-directory\` names no folder"

# One run writes all: the log, the annotations, the summary, SARIF, and the counts.
arguments=(check -o "concise=$temp/log" -o "json=$temp/json")
if is_on annotations "${IN_ANNOTATIONS:-true}"; then arguments+=(-o github); fi
if is_on summary "${IN_SUMMARY:-true}" && [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then
  arguments+=(-o summary)
fi
if [ -n "${IN_SARIF_FILE:-}" ]; then
  mkdir -p "$(dirname "$IN_SARIF_FILE")"
  arguments+=(-o "sarif=$IN_SARIF_FILE")
fi
if [ -n "${IN_CONFIG:-}" ]; then arguments+=(--config "$IN_CONFIG"); fi
if [ -n "${IN_SINCE:-}" ]; then arguments+=("--since=$IN_SINCE"); fi
if [ -n "${IN_FAIL_ON:-}" ]; then arguments+=("--fail-on=$IN_FAIL_ON"); fi
while IFS= read -r line; do
  line=${line%$'\r'}
  if [ -n "$line" ]; then arguments+=("$line"); fi
done <<<"${IN_ARGS:-}"
arguments+=(--)
while IFS= read -r line; do
  line=${line%$'\r'}
  if [ -n "$line" ]; then arguments+=("$line"); fi
done <<<"${IN_PATHS:-.}"

code=0
"$loclint" "${arguments[@]}" >"$temp/annotations" 2>"$temp/errors" || code=$?

echo "::group::loclint"
if [ -f "$temp/log" ]; then show "$temp/log"; fi
show "$temp/errors"
echo "::endgroup::"
cat "$temp/annotations"

# The counts come first, and what articles say in the rest has its quotes escaped.
counts=$(head -c 400 "$temp/json" 2>/dev/null || true)
number() { printf '%s' "$counts" | sed -n "s/.*\"summary\":{[^}]*\"$1\":\([0-9][0-9]*\).*/\1/p" | head -n 1; }
errors=$(number errors) warnings=$(number warnings) infos=$(number infos)
output errors "${errors:-0}"
output warnings "${warnings:-0}"
output infos "${infos:-0}"
output findings "$((${errors:-0} + ${warnings:-0} + ${infos:-0}))"
output exit-code "$code"
if [ -n "${IN_SARIF_FILE:-}" ] && [ -f "$IN_SARIF_FILE" ]; then output sarif-file "$IN_SARIF_FILE"; fi

if [ "$code" -gt 1 ]; then
  die "loclint could not do its job (exit code $code): $(head -c 2000 "$temp/errors")"
fi
exit "$code"
