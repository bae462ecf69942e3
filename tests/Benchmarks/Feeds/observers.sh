#!/usr/bin/env bash
# What observers cost a live feed: runs of the same packets over loopback multicast, in turns without and with all that looks at a feed: metrics that are
# scraped each second, the dashboard with its page's stream open, and a histogram log. Prints medians over the runs, of the feed thread's stages and of the whole way.
# Usage: observers.sh [RUNS], in a checkout that was built with -c Release; needs curl and python3.
set -euo pipefail
cd "$(dirname "$0")/../../.."
runs=${1:-8}
feedhandler=FeedHandler/Host/bin/Release/net10.0/feedhandler
folder=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null; rm -rf "$folder"' EXIT
$feedhandler simulate --instruments 24 --events 20000 --out "$folder/day.pcapng" >/dev/null

one() { # NAME OPTIONS...
  local name=$1; shift
  $feedhandler run --lines 239.83.98.1:43201=A,239.83.98.2:43202=B --interface lo --receiver socket --warm-up 5 --for 60 --until-idle-ms 1500 --no-screen --json "$@" \
    >"$folder/$name.json" 2>"$folder/$name.log" &
  local feed=$!
  until grep -q "groups joined" "$folder/$name.log"; do sleep 0.1; kill -0 $feed; done
  local looks=()
  if [ $# -gt 0 ]; then
    curl -sN http://127.0.0.1:43203/api/frames >/dev/null & looks+=($!)
    (while sleep 1; do curl -s http://127.0.0.1:43204/metrics >/dev/null || exit; done) & looks+=($!)
  fi
  $feedhandler publish "$folder/day.pcapng" --interface lo --group-a 239.83.98.1:43201 --group-b 239.83.98.2:43202 --speed 2500 --pace yield >/dev/null
  wait $feed
  [ ${#looks[@]} -eq 0 ] || kill "${looks[@]}" 2>/dev/null || true
}

for ((i = 1; i <= runs; i++)); do
  order=(off on); [ $((i % 2)) -eq 0 ] && order=(on off)
  for side in "${order[@]}"; do
    if [ "$side" = off ]; then one "off-$i"
    else one "on-$i" --dashboard 127.0.0.1:43203 --metrics 127.0.0.1:43204 --hlog "$folder/on-$i.hlog"; fi
  done
done

python3 - "$folder" "$runs" <<'END'
import json, statistics, sys
folder, runs = sys.argv[1], int(sys.argv[2])
sides = {side: [json.load(open(f"{folder}/{side}-{i}.json"))["latencyNs"] for i in range(1, runs + 1)] for side in ("off", "on")}
print(f"{'stage':<12}{'measure':<8}{'without ns':>12}{'with ns':>12}{'ratio':>8}")
for stage in sides["off"][0]:
    for measure in ("p50", "p99", "p999"):
        off, on = (statistics.median(run[stage][measure] for run in sides[side]) for side in ("off", "on"))
        print(f"{stage:<12}{measure:<8}{off:>12,.0f}{on:>12,.0f}{on / off:>8.2f}")
END
