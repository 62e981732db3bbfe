# Boots systemd on a copy-on-write view of this machine's files, in namespaces of its own.
#   sh scratch-host.sh NAME LAYERS GROUP
# NAME is the name of the host.
# LAYERS is a folder of a file system that can be the upper layer of an overlay: changes land in LAYERS/upper.
# GROUP is the name of a control group that holds all processes of the scratch host; the caller removes it.
set -eu
name=$1
layers=$2
group=$3

if [ "${4:-}" != inside ]; then
  for hierarchy in /sys/fs/cgroup /sys/fs/cgroup/systemd /sys/fs/cgroup/unified; do
    [ -e $hierarchy/cgroup.procs ] || continue
    mkdir -p "$hierarchy/$group"
    echo $$ >"$hierarchy/$group/cgroup.procs"
  done
  exec unshare --mount --pid --fork --kill-child --cgroup --uts sh "$0" "$name" "$layers" "$group" inside
fi

machine=$(hostname)
hostname "$name"
mkdir -p "$layers/upper" "$layers/work" "$layers/root"
mount -t overlay -o "lowerdir=/,upperdir=$layers/upper,workdir=$layers/work" overlay "$layers/root"
cd "$layers/root"

mount -t proc proc proc
mount --bind proc/sys proc/sys
mount -o remount,bind,ro proc/sys
mount -t sysfs -o ro sysfs sys
if [ -e /sys/fs/cgroup/cgroup.procs ]; then
  mount -t cgroup2 cgroup2 sys/fs/cgroup
else
  mount -t tmpfs -o mode=755 tmpfs sys/fs/cgroup
  mkdir sys/fs/cgroup/systemd sys/fs/cgroup/unified
  mount -t cgroup -o none,name=systemd cgroup sys/fs/cgroup/systemd
  mount -t cgroup2 cgroup2 sys/fs/cgroup/unified
fi
mount -t tmpfs -o mode=755 tmpfs dev
for device in null zero full random urandom tty; do
  touch dev/$device
  mount --bind /dev/$device dev/$device
done
mkdir dev/pts dev/shm
mount -t devpts -o newinstance,ptmxmode=0666 devpts dev/pts
ln -s pts/ptmx dev/ptmx
mount -t tmpfs -o mode=1777 tmpfs dev/shm
mount -t tmpfs -o mode=755 tmpfs run
mount -t tmpfs -o mode=1777 tmpfs tmp

# Nothing of this machine starts but the journal, and what the test starts.
rm -rf usr/lib/systemd/system/*.wants etc/systemd/system/*.wants
: >etc/fstab
echo "$name" >etc/hostname
# servers of this machine stay reachable by its name
echo "127.0.0.1 $machine" >>etc/hosts
cat >etc/systemd/system/scratch.target <<'UNIT'
[Unit]
Description=A scratch host
DefaultDependencies=no
Wants=systemd-journald.service
UNIT

mkdir old
pivot_root . old
umount -l old
rmdir old
exec env -i container=scratch PATH=/usr/sbin:/usr/bin:/sbin:/bin chroot . /lib/systemd/systemd --unit=scratch.target --log-target=console --show-status=no
