# up: brings the lab up from nothing, or leaves alone what runs already. What an earlier lab left when it was killed is cleared first.
. "$SCRIPTS/pki.sh"
. "$SCRIPTS/clear.sh"
begin=$SECONDS
step() { say "up: [$((SECONDS - begin)) s] $*"; }
for b in kubelet kube-apiserver kube-controller-manager kube-scheduler kube-proxy coredns; do
  [ -x "$BIN/$b" ] || die "no $BIN/$b: run npm run lab:build first"
done
only_one "$MACHINE_LOCK"
# A refused up leaves no lock file behind.
trap '[ -s "$MACHINE_LOCK" ] || rm -f "$MACHINE_LOCK"' EXIT
other=$(other_lab)
[ -z "$other" ] || die "another lab is up on this machine: end it with MTLS_LAB_DIR=$other npm run lab:down"
if ! alive holder || ! alive kubelet; then
  step "clearing what an earlier lab left, if any"
  clear_lab
fi
mkdir -p "$RUN" "$LOG" "$PKI" "$LAB_DIR"/{kubelet,podlogs,cni/net.d,cni/ipam,containerd/tmp,etcd}
echo "$BOOT" >"$RUN/up"
echo "$BOOT $LAB_DIR" >"$MACHINE_LOCK"
make_pki
make_folders

step "network namespace $LAB_NETNS (no default route, no link to the outside)"
if ! ip netns list | grep -qw "$LAB_NETNS"; then
  ip netns add "$LAB_NETNS"
  ip -n "$LAB_NETNS" link set lo up
  ip -n "$LAB_NETNS" link add labcni0 type bridge
  ip -n "$LAB_NETNS" addr add $NODE_IP/24 dev labcni0
  ip -n "$LAB_NETNS" link set labcni0 up
  # Without a route for Services the API server cannot call the injection webhook.
  ip -n "$LAB_NETNS" route add 10.96.0.0/16 dev labcni0
fi
[ -z "$(ip -n "$LAB_NETNS" route show default)" ] || die "$LAB_NETNS has a default route"
[ -s "$RUN/sysctl.saved" ] || sysctl vm.overcommit_memory kernel.panic kernel.panic_on_oops >"$RUN/sysctl.saved"

if ! alive holder; then
  rm -f "$RUN/holder.pid" "$RUN/holder.ready"
  # Mounts must be shared in the daemons' namespace; what the tmpfs hold vanishes with it.
  nsenter --net="/run/netns/$LAB_NETNS" unshare -m --propagation private sh -ec "mount --make-rshared /; for d in /run/netns $OVER; do mount -t tmpfs lab \$d; done; mount --bind '$LAB_DIR/kubelet' /var/lib/kubelet; sysctl -qw net.ipv4.ip_forward=1; : >'$RUN/holder.ready'; exec sleep 2147483647" >/dev/null 2>&1 </dev/null 9>&- &
  holder=$!
  disown
  wait_for 5 "holder process" test -e "$RUN/holder.ready"
  remember holder "$holder"
fi

step "containerd"
fill() { sed "s#LABDIR#$LAB_DIR#g; s#NODEIP#$NODE_IP#g" "$FILES/$1" >"$2"; }
fill containerd.toml "$LAB_DIR/containerd/config.toml"
fill 10-lab.conflist "$LAB_DIR/cni/net.d/10-lab.conflist"
start containerd containerd -c "$LAB_DIR/containerd/config.toml"
wait_for 15 "containerd" lctr version
step "images"
images=$(lctr images ls -q)
for i in pause node pilot proxyv2; do
  [ -f "$LAB_DIR/images/$i.tar" ] || die "no image $i: run npm run lab:build first"
  grep -qx "lab.local/$i:1" <<<"$images" || lctr images import "$LAB_DIR/images/$i.tar" >/dev/null || die "import of $i failed"
done

step "etcd and API server"
start etcd etcd --data-dir "$LAB_DIR/etcd" --listen-client-urls http://127.0.0.1:2379 --advertise-client-urls http://127.0.0.1:2379 --listen-peer-urls http://127.0.0.1:2380 --log-level warn
start apiserver "$BIN/kube-apiserver" --etcd-servers=http://127.0.0.1:2379 --advertise-address=$NODE_IP --bind-address=0.0.0.0 --secure-port=6443 \
  --client-ca-file="$PKI/ca.crt" --tls-cert-file="$PKI/apiserver.crt" --tls-private-key-file="$PKI/apiserver.key" \
  --service-account-issuer=https://kubernetes.default.svc --service-account-key-file="$PKI/sa.pub" --service-account-signing-key-file="$PKI/sa.key" \
  --service-cluster-ip-range=10.96.0.0/16 --authorization-mode=Node,RBAC --allow-privileged \
  --kubelet-client-certificate="$PKI/apikubelet.crt" --kubelet-client-key="$PKI/apikubelet.key" --kubelet-certificate-authority="$PKI/ca.crt" \
  --kubelet-preferred-address-types=InternalIP --enable-aggregator-routing=true --enable-admission-plugins=NodeRestriction
wait_for 60 "API server /readyz" kc get --raw /readyz
step "managers, scheduler, kubelet, kube-proxy, DNS"
# With false the controller manager's own user may not untaint the node, and every pod stays Pending.
start kcm "$BIN/kube-controller-manager" --kubeconfig="$PKI/kcm.kubeconfig" --leader-elect=false --use-service-account-credentials=true --root-ca-file="$PKI/ca.crt" --service-account-private-key-file="$PKI/sa.key" '--controllers=*,-node-ipam-controller,-cloud-node-lifecycle-controller' --flex-volume-plugin-dir="$LAB_DIR/kubelet/plugins-exec"
start sched "$BIN/kube-scheduler" --kubeconfig="$PKI/sched.kubeconfig" --leader-elect=false
: >"$RUN/empty-resolv.conf"
fill kubelet.yaml "$RUN/kubelet.yaml"
fill kproxy.yaml "$RUN/kproxy.yaml"
fill Corefile "$RUN/Corefile"
start kubelet "$BIN/kubelet" --config="$RUN/kubelet.yaml" --kubeconfig="$PKI/kubelet.kubeconfig" --hostname-override=labnode --node-ip=$NODE_IP --root-dir=/var/lib/kubelet
start kproxy "$BIN/kube-proxy" --config="$RUN/kproxy.yaml"
start coredns "$BIN/coredns" -conf "$RUN/Corefile"
wait_for 60 "node Ready" kc wait --for=condition=Ready node/labnode --timeout=1s
wait_for 30 "default service account" kc get sa default -n default

ca_bundle() { kc --request-timeout=10s get mutatingwebhookconfiguration istio-sidecar-injector -o jsonpath='{.webhooks[0].clientConfig.caBundle}' | grep -q .; }
istiod_ready() { kc -n istio-system rollout status deployment/istiod --timeout="$1" >/dev/null 2>&1; }
pid=$(istiod_pid)
if [ -n "$pid" ]; then kill -s CONT "$pid"; fi
# Applying the chart again would undo `lab mesh`.
if [ -s "$RUN/mesh.base" ] && istiod_ready 20s && ca_bundle; then
  step "ready (istiod ran already, its mesh configuration is kept)"
  exit 0
fi
step "Istio CRDs and istiod"
# The module's charts say 1.0.0; the label app.kubernetes.io/version is where clients read istiod's version.
sed -i -E "s/^(version|appVersion):.*/\1: $ISTIO_STAMP/" "$LAB_DIR"/charts/*/Chart.yaml
kc create namespace istio-system --dry-run=client -o yaml | kc apply -f - >/dev/null
helm template istio-base "$LAB_DIR/charts/base" -n istio-system >"$RUN/base.yaml"
helm template istiod "$LAB_DIR/charts/istiod" -n istio-system -f "$FILES/istiod-values.yaml" >"$RUN/istiod.yaml"
# Istio's CRDs are too large for a client-side apply.
kc apply --server-side --force-conflicts -f "$RUN/base.yaml" >"$LOG/apply-base.log" 2>&1 || die "CRDs: see $LOG/apply-base.log"
kc wait --for=condition=Established crd/peerauthentications.security.istio.io crd/destinationrules.networking.istio.io --timeout=30s >/dev/null
kc apply --server-side --force-conflicts -f "$RUN/istiod.yaml" >"$LOG/apply-istiod.log" 2>&1 || die "istiod: see $LOG/apply-istiod.log"
mesh_config >"$RUN/mesh.base"
istiod_ready 120s || die "istiod is not ready: npm run lab -- kubectl -n istio-system logs deploy/istiod"
wait_for 60 "webhook caBundle" ca_bundle
step "ready"
