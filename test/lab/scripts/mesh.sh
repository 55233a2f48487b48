# mesh KEY=VALUE… | reset: fields of the mesh configuration, and the mesh-wide policy, of the running istiod
#   strict            a mesh-wide PeerAuthentication STRICT in the root namespace
#   minTls=1.3        meshMTLS.minProtocolVersion
#   KEY=VALUE         any top-level scalar of MeshConfig, such as enableAutoMtls=false
[ $# -gt 0 ] || usage "mesh strict | minTls=1.3 | KEY=VALUE… | reset"
base=$RUN/mesh.base
[ -s "$base" ] || die "no $base: npm run lab:up writes it"
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
mesh_config >"$next"
# istiod ignores a mesh key that does not parse, and says so only in its log: the final newline matters.
[ -z "$(tail -c1 "$next")" ] || echo >>"$next"
# set_key KEY TEXT: TEXT in place of the top-level key with everything below it
set_key() {
  awk -v key="$1:" 'index($0, key) == 1 {below = 1; next} below && /^[ \t-]/ {next} {below = 0; print}' "$next" >"$next.tmp"
  printf '%s\n' "$2" >>"$next.tmp"
  mv "$next.tmp" "$next"
}
for setting in "$@"; do
  case $setting in
    strict)
      printf '{"apiVersion":"security.istio.io/v1","kind":"PeerAuthentication","metadata":{"name":"mesh-default","namespace":"istio-system"},"spec":{"mtls":{"mode":"STRICT"}}}' | kc apply -f - >/dev/null
      ;;
    minTls=1.3) set_key meshMTLS $'meshMTLS:\n  minProtocolVersion: TLSV1_3' ;;
    *=*) set_key "${setting%%=*}" "${setting%%=*}: ${setting#*=}" ;;
    *) usage "what is $setting?" ;;
  esac
done
put "$next"
