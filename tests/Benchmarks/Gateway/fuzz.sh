#!/usr/bin/env bash
# A gateway under clients that keep to nothing (FuzzedClient.cs), for as long as is said; with each kind of loop. Fails when it ends, when a client that keeps to the
# protocol notices anything, or when memory grows on.
# Usage: fuzz.sh [SECONDS] [SEED] [LOOPS]; in a checkout that was built with -c Release.
#   fuzz.sh 300; fuzz.sh 60 7 "epoll"
set -euo pipefail
cd "$(dirname "$0")/../../.."
seconds=${1:-300} seed=${2:-1}
read -r -a loops <<<"${3:-epoll io_uring}"
feedhandler=FeedHandler/Host/bin/Release/net10.0/feedhandler
benchmarks=(dotnet exec tests/Benchmarks/bin/Release/net10.0/FeedHandler.Benchmarks.dll)
name=fuzz-$$ port=43500 failed=0
folder=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || true; rm -rf "$folder" /dev/shm/feedhandler-$name' EXIT
: >"$folder/feed"
"${benchmarks[@]}" shared-rate $name 40 2000 $((seconds * ${#loops[@]} + 120)) 100 >"$folder/feed" &
until grep -q ready "$folder/feed"; do sleep 0.1; done
for loop in "${loops[@]}"; do
  $feedhandler gateway $name --listen 127.0.0.1:$port --loop "$loop" --accept-proxy 127.0.0.2/32 --json >"$folder/$loop.json" 2>"$folder/$loop.log" & pid=$!
  until (exec 3<>/dev/tcp/127.0.0.1/$port) 2>/dev/null; do sleep 0.1; kill -0 $pid; done
  echo "loop $loop"
  "${benchmarks[@]}" fuzz-gateway 127.0.0.1:$port $pid "$seconds" "$seed" || failed=1
  kill $pid 2>/dev/null || true
  wait $pid || { echo "WRONG: the gateway ended with $?"; tail -5 "$folder/$loop.log"; failed=1; }
  grep -A40 -e "\"closed\"" "$folder/$loop.json" | grep -v ": 0" | tr -d " \n"; echo
  port=$((port + 1))
done
exit $failed
