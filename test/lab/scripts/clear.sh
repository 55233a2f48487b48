# Sourced by up and down: takes away every trace of the lab, also of one whose processes were all killed.

cgroup_folders() {
  local mount name
  awk '$3 ~ /^cgroup2?$/ {print $2}' /proc/mounts | while read -r mount; do
    for name in kubepods k8s.io; do [ -d "$mount/$name" ] && echo "$mount/$name"; done
  done
  true
}
cgroup_pids() { cgroup_folders | while read -r folder; do find "$folder" -name cgroup.procs -exec cat {} + 2>/dev/null; done | sort -un; }

clear_lab() {
  local p i ids c
  for p in kubelet kproxy coredns sched kcm apiserver; do stop $p 8; done
  if alive holder && alive containerd; then
    for i in 1 2 3 4 5; do
      ids=$(lctr tasks ls -q 2>/dev/null || true)
      [ -z "$ids" ] && break
      for c in $ids; do lctr tasks kill -s SIGKILL "$c" >/dev/null 2>&1 || true; done
      sleep .3
      for c in $ids; do lctr tasks delete -f "$c" >/dev/null 2>&1 || true; done
    done
    for c in $(lctr containers ls -q 2>/dev/null || true); do lctr containers delete "$c" >/dev/null 2>&1 || true; done
  fi
  stop etcd 8
  stop containerd 8
  # Shims that survived: only those whose command line names our socket. Then what they held, by our cgroups.
  for p in $(find /proc -maxdepth 1 -regex '/proc/[0-9]+' -printf '%f\n'); do
    if tr '\0' ' ' <"/proc/$p/cmdline" 2>/dev/null | grep -qF -- "-address $CSOCK"; then kill -9 "$p" 2>/dev/null || true; fi
  done
  for p in $(cgroup_pids); do kill -9 "$p" 2>/dev/null || true; done
  stop holder 1
  if ip netns list 2>/dev/null | grep -qw "$LAB_NETNS"; then ip netns del "$LAB_NETNS"; fi
  sleep .3
  for c in $(cgroup_folders); do find "$c" -depth -type d -exec rmdir {} \; 2>/dev/null || true; done
  if [ -s "$RUN/sysctl.saved" ]; then
    while read -r key value; do sysctl -qw "$key=$value" || true; done < <(sed 's/ *= */ /' "$RUN/sysctl.saved")
  fi
  rm -rf "$LAB_DIR"/{etcd,containerd,kubelet,podlogs,cni}
  rm -f "$RUN"/{sysctl.saved,up,holder.ready,*.pid}
}
