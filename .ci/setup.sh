# shellcheck shell=bash
# Sourced by every command in bin/: finds Python, makes .venv from the lock files, and says in plain
# words what is missing. Needs bash, Python 3.11 or later and, where something has to be installed,
# apt. It is safe to run twice at once, and costs next to nothing when there is nothing to do.
#
#   prepare_environment run      the packages that the server needs (requirements.lock)
#   prepare_environment develop  those and the tools for tests and checks (requirements-dev.lock)
#
# The larger set contains the smaller, so an environment that holds the larger one is never cut down.

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)"
cd "$root" || exit 1

log="$root/.tools/setup.log"
export PATH="$PATH:/usr/sbin:/sbin" # ldconfig and dpkg's tools, which su leaves out

say() { printf '%s\n' "$@" >&2; }

fail() {
  say "$@"
  exit 1
}

prepare_environment() {
  local set="$1"
  find_python
  mkdir -p "$root/.tools"
  take_turns
  if holds_the_larger_set; then set=develop; fi
  if [ "$(cat .venv/.made-from 2>/dev/null)" != "$(made_from "$set")" ]; then
    : >"$log"
    find_uv
    make_environment "$set"
  fi
  exec 8>&-
}

# Debian packages by name; installs those that are missing.
require_debian_packages() {
  local package missing=()
  command -v dpkg-query >/dev/null || return 0 # not Debian: whoever runs this has their own way
  for package in "$@"; do
    if [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" != installed ]; then
      missing+=("$package")
    fi
  done
  [ ${#missing[@]} -eq 0 ] || install_debian_packages "${missing[@]}"
}

find_python() {
  local candidate
  for candidate in "${PYTHON:-}" python3.11 python3 python3.12 python3.13 python3.14; do
    if [ -n "$candidate" ] && is_new_enough "$candidate"; then
      python="$(command -v "$candidate")"
      return
    fi
  done
  fail "Interleaf needs Python 3.11 or later, and none was found." \
    "On Debian 12 or later: apt-get install python3. Elsewhere, name one: PYTHON=/path/to/python3.11 $0"
}

is_new_enough() {
  "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

# One set-up at a time in this folder; a second one waits, then finds the work done.
take_turns() {
  exec 8>"$root/.tools/lock"
  command -v flock >/dev/null || return 0
  if ! flock --nonblock 8; then
    say "Another set-up is at work in this folder; waiting for it."
    flock 8
  fi
}

holds_the_larger_set() {
  [ -e .venv/bin/pytest ]
}

# Everything the environment depends on, as one line: another Python, another place, another lock or
# another version of this file each make it again.
made_from() {
  printf '%s %s %s %s\n' "$1" "$(version_of "$python")" \
    "$(cat "$(lock_of "$1")" .ci/tools.lock .ci/setup.sh | sha256sum | cut -c 1-32)" "$root"
}

lock_of() {
  case "$1" in
    run) echo requirements.lock ;;
    develop) echo requirements-dev.lock ;;
  esac
}

find_uv() {
  if uv --version >/dev/null 2>&1; then
    uv=uv
    return
  fi
  uv="$root/.tools/uv/bin/uv"
  "$uv" --version >/dev/null 2>&1 && return
  if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    say "Python's venv module is missing here."
    install_debian_packages "$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
  fi
  say "Installing uv in .tools, to install the packages with."
  rm -rf .tools/uv
  quietly "$python" -m venv .tools/uv
  quietly .tools/uv/bin/python -m pip install --disable-pip-version-check --no-input \
    --require-hashes --requirement .ci/tools.lock
}

make_environment() {
  local set="$1" lock
  lock="$(lock_of "$set")"
  # Packages come from the lock and from nowhere else, and so does Python: no download of another one.
  export UV_PYTHON_DOWNLOADS=never
  if ! is_usable; then
    say "Making .venv with $("$python" --version)."
    rm -rf .venv
    quietly "$uv" venv --python "$python" .venv
  fi
  say "Installing the packages of $lock."
  rm -f .venv/.made-from
  # Compiled here once: some machines forbid Python to write what it compiled, and then each start
  # would do it again.
  quietly "$uv" pip sync --python .venv/bin/python --require-hashes --compile-bytecode \
    --build-constraints .ci/tools.lock "$lock"
  made_from "$set" >.venv/.made-from
}

# An environment of this Python, in this place (scripts in it name their own path), not left half made.
is_usable() {
  [ "$(version_of .venv/bin/python)" = "$(version_of "$python")" ] &&
    grep -qsF "$root/.venv" .venv/bin/activate
}

version_of() {
  "$1" -c 'import sys; print(sys.version.split()[0])' 2>/dev/null
}

install_debian_packages() {
  local become=()
  command -v apt-get >/dev/null ||
    fail "Missing here: $*. Install what your system calls them, then run this again."
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null ||
      fail "Missing here: $*. As root, run: apt-get install $*"
    become=(sudo)
  fi
  say "Installing Debian's ${*} with apt-get${become[0]:+, through sudo}."
  # An index that is out of date often still serves, so only the install decides.
  "${become[@]}" apt-get -q update </dev/null >>"$log" 2>&1 || true
  quietly "${become[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get -q -y -o DPkg::Lock::Timeout=300 install --no-install-recommends "$@" </dev/null
}

# Runs a command with its output in the log; shows the end of it only if the command fails.
quietly() {
  printf '\n$ %s\n' "$*" >>"$log"
  if ! "$@" >>"$log" 2>&1; then
    tail -n 15 "$log" >&2
    fail "" "This failed: $*" \
      "If it could not fetch something, see that this machine is on line, or that pip, uv and apt know its proxy or mirror." \
      "The whole output is in $log"
  fi
}
