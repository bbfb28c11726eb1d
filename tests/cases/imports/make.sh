#!/usr/bin/env bash
# Makes the documents of this folder by a real program, from essay.fodt: run it after a change there.
# Needs Debian's libreoffice-writer-nogui. What it makes is committed, so that no test needs it.
set -euo pipefail
cd "$(dirname "$0")"
for format in docx epub pdf; do
  soffice --headless --convert-to "$format" essay.fodt >/dev/null
done
