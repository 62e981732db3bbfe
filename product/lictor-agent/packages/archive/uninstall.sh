#!/bin/sh
# Removes the Lictor agent that install.sh installed. Needs root.
#
#   /usr/lib/lictor-agent/uninstall.sh [--purge]
#
# The data folder, the settings and the agent's user stay, unless --purge is given.
set -eu
home=/usr/lib/lictor-agent
[ "$(id -u)" = 0 ] || { echo "uninstall.sh: removing needs root." >&2; exit 2; }
[ ! -x $home/setup ] || $home/setup leaving
rm -rf $home $home.new $home.old /usr/bin/lictor-agent /usr/lib/systemd/system/lictor-agent.service /usr/share/doc/lictor-agent
[ ! -d /run/systemd/system ] || systemctl daemon-reload
if [ "${1:-}" = --purge ]; then
  rm -rf /var/lib/lictor-agent /etc/lictor-agent
  ! getent passwd lictor-agent >/dev/null || userdel lictor-agent
fi
