# mesh KEY=VALUE… | reset: fields of the mesh configuration, and the mesh-wide policy, of the running istiod
#   strict            a mesh-wide PeerAuthentication STRICT in the root namespace
#   minTls=1.3        meshMTLS.minProtocolVersion
#   KEY=VALUE         any top-level scalar of MeshConfig, such as enableAutoMtls=false
[ $# -gt 0 ] || usage "mesh strict | minTls=1.3 | KEY=VALUE… | reset"
base=$RUN/mesh.base
current() { kc -n istio-system get configmap istio -o jsonpath='{.data.mesh}'; }
[ -s "$base" ] && [ "$base" -nt "$RUN/up" ] || current >"$base"
put() {
  kc -n istio-system create configmap istio --from-file=mesh="$1" --from-literal=meshNetworks='networks: {}' --dry-run=client -o json |
    kc -n istio-system patch configmap istio --type merge --patch-file /dev/stdin >/dev/null
}
if [ "$1" = reset ]; then
  put "$base"
  kc -n istio-system delete peerauthentication mesh-default --ignore-not-found >/dev/null
  exit 0
fi
next=$RUN/mesh.next
current >"$next"
# istiod ignores a mesh key that does not parse, and says so only in its log: the final newline matters.
[ -z "$(tail -c1 "$next")" ] || echo >>"$next"
for setting in "$@"; do
  case $setting in
    strict)
      printf '{"apiVersion":"security.istio.io/v1","kind":"PeerAuthentication","metadata":{"name":"mesh-default","namespace":"istio-system"},"spec":{"mtls":{"mode":"STRICT"}}}' | kc apply -f - >/dev/null
      ;;
    minTls=1.3) printf 'meshMTLS:\n  minProtocolVersion: TLSV1_3\n' >>"$next" ;;
    *=*)
      sed -i "/^${setting%%=*}:/d" "$next"
      printf '%s: %s\n' "${setting%%=*}" "${setting#*=}" >>"$next"
      ;;
    *) usage "what is $setting?" ;;
  esac
done
put "$next"
