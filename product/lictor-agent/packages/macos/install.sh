#!/bin/sh
# Installs the Lictor agent as a service of launchd, or replaces an older one. Asks nothing; needs root.
#
#   ./install.sh [--enrolment-file FILE]
#
# FILE holds the enrolment string and is copied. Settings and data of an older agent stay. Java 21 or newer must be there:
# in a folder jre beside this script, or where macOS keeps installed Javas.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
home=/usr/local/lib/lictor-agent
data=/var/db/lictor-agent
plist=/Library/LaunchDaemons/org.lictor.agent.plist

fail() { echo "install.sh: $*" >&2; exit 2; }

enrolment=
case ${1:-} in
  '') ;;
  --enrolment-file) [ -r "${2:-}" ] || fail "the file of the enrolment string, ${2:-}, cannot be read."; enrolment=$2;;
  *) fail "use: install.sh [--enrolment-file FILE]";;
esac
[ "$(id -u)" = 0 ] || fail "installing needs root."

launchctl bootout system/org.lictor.agent 2>/dev/null || true
rm -rf $home
mkdir -p $home /usr/local/bin $data
chmod 700 $data
# read by root: nobody else may put something in its way
cp -R "$here/." $home
rm -f $home/install.sh $home/command $home/org.lictor.agent.plist
cp "$here/command" /usr/local/bin/lictor-agent
cp "$here/org.lictor.agent.plist" $plist
chown -R root:wheel $home $data $plist /usr/local/bin/lictor-agent
chmod 644 $plist
chmod 755 /usr/local/bin/lictor-agent
[ -z "$enrolment" ] || install -m 600 "$enrolment" $data/enrolment
launchctl bootstrap system $plist
