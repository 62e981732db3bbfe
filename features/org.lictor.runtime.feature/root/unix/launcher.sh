# Read by the start scripts beside it after java.sh: sets $launcher to what starts Equinox, or says that it is missing.

launcher=$(ls "$here"/plugins/org.eclipse.equinox.launcher_*.jar 2>/dev/null | tail -1)
if [ -z "$launcher" ]; then
  echo "Lictor's folder $here is not complete: plugins/org.eclipse.equinox.launcher_*.jar is missing; unpack the archive again." >&2
  exit 2
fi
