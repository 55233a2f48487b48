# istiod pause | resume: freezes the process of istiod, so that sidecars keep the configuration they have
[ "${1:-}" = pause ] || [ "${1:-}" = resume ] || usage "istiod pause | resume"
id=$(lctr containers ls -q 'labels."io.kubernetes.container.name"==discovery' | head -1)
[ -n "$id" ] || die "no container of istiod"
if [ "$1" = pause ]; then lctr tasks pause "$id" >/dev/null; else lctr tasks resume "$id" >/dev/null; fi
