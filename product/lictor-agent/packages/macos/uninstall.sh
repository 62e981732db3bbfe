#!/bin/sh
# Removes the Lictor agent that install.sh installed. Needs root.
#
#   /usr/local/lib/lictor-agent/uninstall.sh [--purge]
#
# The data folder and the settings stay, unless --purge is given.
set -eu
[ "$(id -u)" = 0 ] || { echo "uninstall.sh: removing needs root." >&2; exit 2; }
launchctl bootout system/org.lictor.agent 2>/dev/null || true
rm -rf /usr/local/lib/lictor-agent /usr/local/bin/lictor-agent /Library/LaunchDaemons/org.lictor.agent.plist
[ "${1:-}" != --purge ] || rm -rf /var/db/lictor-agent /usr/local/etc/lictor-agent.conf /var/log/lictor-agent.log
