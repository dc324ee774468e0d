#!/bin/sh
# Clustering side by side with scikit-learn, each workload of Tessera and then of the peer, round after round.
#   bench/segments.sh DATA PEERS [ROUNDS] [WORKLOAD…]
# DATA is the folder that the benchmark generator filled, PEERS the script that measures scikit-learn. JAVA_FLAGS="" runs
# without the Vector module. Prints a line for each round and workload: medians in seconds, peaks in MB, ratios.
set -eu
data=$1
peers=$2
rounds=${3:-3}
[ $# -gt 3 ] && shift 3 || set -- km1 km2 km1++ db1 db2 ward average silhouette
here=$(cd "$(dirname "$0")" && pwd)
jar=$here/target/tessera-bench.jar
flags=${JAVA_FLAGS---add-modules jdk.incubator.vector}

tessera() {
    # Flags may be several words.
    # shellcheck disable=SC2086
    java $flags -jar "$jar" "$@" --repeat 5 2> /dev/null
}

ours() {
    case $1 in
        km1) tessera kmeans --data "$data/km1.X.f64" --n 1000000 --d 16 --k 20 --iterations 20 --centers "$data/km1.C.f64" ;;
        km2) tessera kmeans --data "$data/km2.X.f64" --n 100000 --d 64 --k 100 --iterations 20 --centers "$data/km2.C.f64" ;;
        km1++) tessera kmeans --data "$data/km1.X.f64" --n 1000000 --d 16 --k 20 --set starts=1,seeding=plusplus ;;
        km1auto) tessera kmeans --data "$data/km1.X.f64" --n 1000000 --d 16 --k 20 --set starts=1 ;;
        km1batch) tessera kmeans --data "$data/km1.X.f64" --n 1000000 --d 16 --k 20 --set starts=1,batch=1024 ;;
        db1) tessera dbscan --data "$data/db1.X.f64" --n 200000 --d 2 --eps 0.5 --minPts 20 --labels "$data/db1.y.i32" ;;
        db2) tessera dbscan --data "$data/db2.X.f64" --n 50000 --d 8 --eps 2 --minPts 10 --labels "$data/db2.y.i32" ;;
        ward | average) tessera hierarchical --data "$data/h1.X.f64" --n 10000 --d 8 --linkage "$1" --k 10 --labels "$data/h1.y.i32" --set scaling=none,logs=never ;;
        silhouette) tessera silhouette --data "$data/h1.X.f64" --n 20000 --d 8 --labels "$data/h1.y.i32" ;;
        *) echo "there is no workload $1" >&2; exit 2 ;;
    esac
}

peer() {
    case $1 in
        km1++ | km1auto) /usr/bin/python3 "$here/kmeans_peer.py" "$data" plusplus ;;
        km1batch) /usr/bin/python3 "$here/kmeans_peer.py" "$data" batch ;;
        *) /usr/bin/python3 "$peers" "$data" "$1" ;;
    esac
}

field() {
    printf '%s\n' "$2" | sed "s/.*\"$1\": *\([0-9.]*\).*/\1/"
}

round=1
while [ "$round" -le "$rounds" ]; do
    for workload in "$@"; do
        a=$(ours "$workload")
        b=$(peer "$workload")
        echo "$round $workload $(field median_s "$a") $(field median_s "$b") $(field peak_rss_mb "$a") $(field peak_rss_mb "$b")" |
            awk '{ printf "round %s %-10s Tessera %.3f s, peer %.3f s, ratio %.3f; %d MB, %d MB, ratio %.2f\n", $1, $2, $3, $4, $3 / $4, $5, $6, $5 / $6 }'
        printf '  %s\n  %s\n' "$(printf '%s' "$a" | sed 's/.*"quality": *\({[^}]*}\).*/\1/')" "$(printf '%s' "$b" | sed 's/.*"quality": *\({[^}]*}\).*/\1/')"
    done
    round=$((round + 1))
done
