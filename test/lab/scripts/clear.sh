# Sourced by up and down: takes away every trace of the lab, also of one whose processes were all killed. It ends only
# processes that are provably ours, and stops with a message before it touches anything that somebody else uses.

cgroup_folders() {
  local mount name
  awk '$3 ~ /^cgroup2?$/ {print $2}' /proc/mounts | while read -r mount; do
    for name in kubepods k8s.io; do [ -d "$mount/$name" ] && echo "$mount/$name"; done
  done
  true
}
cgroup_pids() { cgroup_folders | while read -r folder; do find "$folder" -name cgroup.procs -exec cat {} + 2>/dev/null; done | sort -un; }
# Shims whose command line names our socket.
shims() {
  local p
  for p in $(pgrep containerd-shim); do
    if tr '\0' ' ' <"/proc/$p/cmdline" 2>/dev/null | grep -qF -- "-address $CSOCK "; then echo "$p"; fi
  done
}
# with_children PID…: these and all their descendants
with_children() {
  ps -eo pid=,ppid= | awk -v roots="$*" '
    { parent[$1] = $2 }
    END {
      n = split(roots, list, " "); for (i = 1; i <= n; i++) ours[list[i]] = 1
      do { grew = 0; for (p in parent) if (!(p in ours) && (parent[p] in ours)) { ours[p] = 1; grew = 1 } } while (grew)
      for (p in ours) print p
    }'
}
# What of the two cgroups belongs to containers that our containerd's state folder knows: the container id is in the path.
of_containers() {
  local p
  [ -n "$1" ] || return 0
  for p in $(cgroup_pids); do
    if grep -qF "$1" "/proc/$p/cgroup" 2>/dev/null; then echo "$p"; fi
  done
}
kill_all() { local p; for p in "$@"; do kill -9 "$p" 2>/dev/null || true; done; }
pids_in_netns() { ip netns pids "$LAB_NETNS" 2>/dev/null || true; }
# Daemons without a pid file: in the lab's network namespace, with a path of this MTLS_LAB_DIR.
strays() {
  local p line
  [ -e "/run/netns/$LAB_NETNS" ] || return 0
  for p in $(pids_in_netns); do
    line="$(cat "/proc/$p/comm" 2>/dev/null) $(tr '\0' ' ' <"/proc/$p/cmdline" 2>/dev/null)" || continue
    case $line in
      kubelet\ *"$LAB_DIR/"* | kube-*\ *"$LAB_DIR/"* | coredns\ *"$LAB_DIR/"* | etcd\ *"$LAB_DIR/"* | containerd\ *"$LAB_DIR/"*) echo "$p" ;;
    esac
  done
}
# Kubelets of this cgroup namespace: one in a container of its own has other cgroups.
kubelets() {
  local p
  for p in $(pgrep -x kubelet); do
    if [ "$(readlink "/proc/$p/ns/cgroup")" = "$(readlink /proc/self/ns/cgroup)" ]; then echo "$p"; fi
  done
}
refuse_others() {
  local i others
  for ((i = 0; i < 100; i++)); do
    others=$(kubelets; cgroup_pids)
    [ -n "$others" ] || return 0
    sleep .1
  done
  die "another kubelet or container engine runs on this machine (processes $(echo $others | cut -c1-60)): the lab would share the cgroups kubepods and k8s.io with it"
}

clear_netns() {
  [ -e "/run/netns/$LAB_NETNS" ] || return 0
  if [ -n "$(ip netns pids "$LAB_NETNS" 2>/dev/null)" ] && ! ip -n "$LAB_NETNS" addr show labcni0 2>/dev/null | grep -qF "inet $NODE_IP/24"; then
    die "the network namespace $LAB_NETNS is not this lab's"
  fi
  ip netns del "$LAB_NETNS" || die "cannot delete the network namespace $LAB_NETNS"
}

clear_lab() {
  local p c ids ours boot=""
  # A number from before a reboot says nothing about the processes of now.
  read -r boot 2>/dev/null <"$RUN/up" || true
  if [ -n "$boot" ] && [ "$boot" != "$BOOT" ]; then rm -f "$RUN"/*.pid "$RUN/sysctl.saved"; fi
  for p in kubelet kproxy coredns sched kcm apiserver; do stop $p 8; done
  ids=$(ls "$LAB_DIR/containerd/state/io.containerd.runtime.v2.task/k8s.io" 2>/dev/null || true)
  stop etcd 8
  stop containerd 8
  # shellcheck disable=SC2046
  kill_all $(strays)
  ours=$(shims)
  # shellcheck disable=SC2086
  if [ -n "$ours" ]; then kill_all $(with_children $ours); fi
  # shellcheck disable=SC2046
  kill_all $(of_containers "$ids")
  refuse_others
  stop holder 1
  # A holder without a pid file: no daemon is left, so it is nobody's but this lab's.
  kill_all $(pids_in_netns | while read -r p; do [ "$(tr '\0' ' ' <"/proc/$p/cmdline")" = "sleep 2147483647 " ] && echo "$p"; done || true)
  clear_netns
  for c in $(cgroup_folders); do find "$c" -depth -type d -exec rmdir {} \; 2>/dev/null || true; done
  if [ -s "$RUN/sysctl.saved" ]; then
    while read -r key value; do sysctl -qw "$key=$value" || true; done < <(sed 's/ *= */ /' "$RUN/sysctl.saved")
  fi
  rm -rf "$LAB_DIR"/{etcd,containerd,kubelet,podlogs,cni}
  unmake
  rm -f "$RUN"/{sysctl.saved,up,holder.ready,mesh.base,mesh.next,*.pid}
}

# Empty folders of the machine that the lab mounts over, seen by its processes alone. `made` lists those that were not there.
OVER="/var/lib/kubelet /var/lib/cni /var/log/containers /run/containerd"
make_folders() {
  local d
  for d in /run/netns $OVER; do
    [ -d "$d" ] && continue
    echo "$d" >>"$RUN/made"
    mkdir -p "$d"
  done
}
unmake() {
  local d
  [ -s "$RUN/made" ] || return 0
  while read -r d; do
    # `ip netns add` mounts this folder on itself.
    if [ "$d" = /run/netns ] && [ -z "$(ls -A "$d" 2>/dev/null)" ]; then umount "$d" 2>/dev/null || true; fi
    rmdir "$d" 2>/dev/null || true
  done <"$RUN/made"
  rm -f "$RUN/made"
}
