#!/bin/sh
# Builds the oracle, istiod's own configuration generator behind a pipe, into the lab's cache folder: minutes and Go, once.
set -eu
folder=${MTLS_LAB_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/mtls-verify-lab}/bin
mkdir -p "$folder"
cd "$(dirname "$0")"
CGO_ENABLED=0 nice -n 10 go build -mod=mod -o "$folder/oracle" .
