# Read by the start scripts beside it: sets $java to a Java of version 21 or newer, or says that there is none.
# Looked for in: ./jre beside the script, JAVA_HOME, the PATH, the usual places.

lictor_java_fits() {
  [ -x "$1" ] || return 1
  release=${1%/bin/java}/release
  if [ -r "$release" ]; then
    major=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$release")
  else
    major=$("$1" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -1)
  fi
  [ -n "$major" ] && [ "$major" -ge 21 ]
}

java=
on_path=$(command -v java 2>/dev/null || true)
[ -z "$on_path" ] || on_path=$(readlink -f "$on_path" 2>/dev/null || echo "$on_path")
for candidate in "$here/jre/bin/java" "${JAVA_HOME:-}/bin/java" "$on_path" \
    /usr/lib/jvm/*/bin/java /usr/java/*/bin/java /opt/java/*/bin/java /opt/jdk*/bin/java \
    "${HOME:-}"/.sdkman/candidates/java/*/bin/java "${HOME:-}"/.jdks/*/bin/java \
    /Library/Java/JavaVirtualMachines/*/Contents/Home/bin/java; do
  if lictor_java_fits "$candidate"; then
    java=$candidate
    break
  fi
done
if [ -z "$java" ]; then
  echo "Lictor needs Java 21 or newer and found none: install one, e.g. from adoptium.net, or set JAVA_HOME to it." >&2
  exit 2
fi
