# workloads [NAMESPACE…]: applies the situations and waits until their pods are ready
render() { node "$WORKLOADS/render.mjs" "$@"; }
mkdir -p "$RUN"
[ -s "$PKI/app.crt" ] || openssl req -x509 -newkey rsa:2048 -nodes -keyout "$PKI/app.key" -out "$PKI/app.crt" -days 3650 -subj /CN=app.lab -addext subjectAltName=DNS:app.lab 2>/dev/null || die "openssl cannot make the application's certificate"
wanted=("$@")
[ ${#wanted[@]} -gt 0 ] || mapfile -t wanted < <(render)
for ns in "${wanted[@]}"; do
  kc create namespace "$ns" --dry-run=client -o yaml | kc apply -f - >/dev/null
  kc label namespace "$ns" istio-injection=enabled --overwrite >/dev/null
  kc -n "$ns" create configmap echo --from-file="$WORKLOADS/echo.mjs" --dry-run=client -o yaml | kc apply -f - >/dev/null
  kc -n "$ns" create configmap echo-tls --from-file=tls.key="$PKI/app.key" --from-file=tls.crt="$PKI/app.crt" --dry-run=client -o yaml | kc apply -f - >/dev/null
done
for ns in "${wanted[@]}"; do
  # Injected pods mount this one: without it the first start costs a retry of the kubelet.
  wait_for 30 "istio-ca-root-cert in $ns" kc -n "$ns" get configmap istio-ca-root-cert
  render "$ns" | kc -n "$ns" apply -f - >/dev/null || die "the objects of $ns are refused"
  say "workloads: $ns applied"
done
for ns in "${wanted[@]}"; do
  [ -z "$(kc -n "$ns" get pods -l app -o name)" ] || kc -n "$ns" wait --for=condition=Ready pod -l app --timeout=180s >/dev/null || die "pods of $ns are not ready: npm run lab -- kubectl -n $ns get pods"
done
say "workloads: all ready"
