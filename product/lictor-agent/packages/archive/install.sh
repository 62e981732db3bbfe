#!/bin/sh
# Installs the Lictor agent as a service of systemd, or replaces an older one that came this way. Needs root.
#
#   ./install.sh [--enrolment-file FILE]
#
# FILE holds the enrolment string and is copied. Settings and data of an older agent stay.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
home=/usr/lib/lictor-agent

fail() { echo "install.sh: $*" >&2; exit 2; }

enrolment=
case ${1:-} in
  '') ;;
  --enrolment-file) [ -r "${2:-}" ] || fail "the file of the enrolment string, ${2:-}, cannot be read."; enrolment=$2;;
  *) fail "use: install.sh [--enrolment-file FILE]";;
esac
[ "$(id -u)" = 0 ] || fail "installing needs root."
command -v systemctl >/dev/null || fail "this host has no systemd: unpack the archive of the product instead and start lictor-agent from your own service."
for tool in dpkg-query rpm; do
  ! command -v $tool >/dev/null || case $tool in
    dpkg-query) ! dpkg-query -W -f '${Status}' lictor-agent 2>/dev/null | grep -q ' installed$';;
    rpm) ! rpm -q lictor-agent >/dev/null 2>&1;;
  esac || fail "here the agent came as a package: bring it up to date with that."
done

# The new program is beside the old one, all of it, before that goes: ended anywhere, one of them is there whole, and the same command
# given again does the rest.
cd "$here/files"
rm -rf $home.new
find . -type d | while read -r folder; do
  case $folder in
    .$home|.$home/*) install -d -m 755 "$home.new${folder#.$home}";;
    # folders that are there keep their owner and mode
    *) [ -d "/$folder" ] || install -d -m 755 "/$folder";;
  esac
done
find ".$home" -type f | while read -r file; do cp --preserve=mode,timestamps "$file" "$home.new${file#.$home}"; done
cp --preserve=mode "$here/uninstall.sh" $home.new/uninstall.sh
sync -f $home.new
[ ! -x $home/setup ] || $home/setup stopping
rm -rf $home.old
[ ! -e $home ] || mv $home $home.old
mv $home.new $home
rm -rf $home.old
# A file of settings that is there stays.
find . -type f ! -path './etc/*' ! -path ".$home/*" | while read -r file; do cp --preserve=mode,timestamps "$file" "/$file"; done
[ -e /etc/lictor-agent/agent.conf ] || cp --preserve=mode,timestamps etc/lictor-agent/agent.conf /etc/lictor-agent/
[ -z "$enrolment" ] || install -m 600 "$enrolment" /etc/lictor-agent/enrolment
$home/setup installed
