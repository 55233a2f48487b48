#!/bin/sh
# Installs Debian's Chromium for test/browser and the benches of the HTML report; does nothing where there is one.
set -eu
[ -x "${CHROMIUM:-/usr/bin/chromium}" ] && exit 0
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium
