# down: ends every process of the lab by pid, removes namespace, mounts, cgroups and cluster state, puts sysctls and folders back.
# Binaries, images and keys stay, so that the next up is fast. Safe to repeat, and when the lab is only half there.
. "$SCRIPTS/clear.sh"
only_one "$MACHINE_LOCK"
begin=$SECONDS
other=$(other_lab)
if [ -n "$other" ]; then
  say "down: nothing to do, the lab that is up is MTLS_LAB_DIR=$other"
  exit 0
fi
clear_lab
rm -f "$MACHINE_LOCK"
say "down: done in $((SECONDS - begin)) s"
