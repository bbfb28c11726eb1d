# shellcheck shell=bash
# Sourced by bin/run and bin/dev: what comes before a server, whichever it is.
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

export HOST="${HOST:-127.0.0.1}" PORT="${PORT:-8000}"

# What a browser on this machine asks for: a host that means "every address" is none itself.
case "$HOST" in
  0.0.0.0) near=127.0.0.1 ;;
  "[::]") near="[::1]" ;;
  *) near="$HOST" ;;
esac
export PUBLIC_URL="${PUBLIC_URL:-http://$near:$PORT}"

# Sets everything up for the server that the caller then becomes.
prepare_to_serve() {
  find_python
  "$python" .ci/free_port.py "$HOST" "$PORT" # first, so that the commonest slip is told at once
  prepare_environment run
  prepare_instance
}

# Brings the database, the packs and the demo course to this version; keeps all that was written.
prepare_instance() {
  local instance="${INTERLEAF_INSTANCE:-$root/instance}" sign_ins
  (umask 077 && mkdir -p "$instance")
  exec 9>"$instance/.lock"
  if command -v flock >/dev/null; then flock 9; fi
  sign_ins="$(PYTHONPATH="$root" .venv/bin/python .ci/prepare.py)"
  exec 9>&-
  # Detached, so that the server that replaces this shell has no child that it does not know.
  ("$python" .ci/announce.py "http://$near:$PORT/healthz" "$$" "$sign_ins" &)
}
