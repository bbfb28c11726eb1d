#!/usr/bin/env bash
# Makes the documents of this folder by a real program, from essay.fodt: run it after a change there.
# Needs Debian's libreoffice-writer-nogui. What it makes is committed, so that no test needs it.
set -euo pipefail
cd "$(dirname "$0")"
for format in docx epub pdf; do
  soffice --headless --convert-to "$format" essay.fodt >/dev/null
done
soffice --headless --convert-to 'pdf:writer_pdf_Export:{"EncryptFile":{"type":"boolean","value":"true"},"DocumentOpenPassword":{"type":"string","value":"seven otters"}}' \
  --outdir locked essay.fodt >/dev/null
mv locked/essay.pdf locked.pdf
rmdir locked
