#!/bin/sh
# How time and memory grow with the data: each strategy on n, 2n, 4n and 8n rows of one file.
#   bench/growth.sh DATA
# DATA is the folder that the benchmark generator filled. Prints median seconds and peak MB, a process for each.
set -eu
data=$1
jar=$(cd "$(dirname "$0")" && pwd)/target/tessera-bench.jar

measure() {
    name=$1
    n=$2
    shift 2
    for factor in 1 2 4 8; do
        line=$(java --add-modules jdk.incubator.vector -jar "$jar" "$@" --n $((n * factor)) --repeat 3 2> /dev/null)
        printf '%s n=%d %s s %s MB\n' "$name" $((n * factor)) \
            "$(printf '%s' "$line" | sed 's/.*"median_s":\([0-9.]*\).*/\1/')" \
            "$(printf '%s' "$line" | sed 's/.*"peak_rss_mb":\([0-9]*\).*/\1/')"
    done
}

measure "kmeans d=16 k=20" 125000 kmeans --data "$data/km1.X.f64" --d 16 --k 20
measure "dbscan d=2 eps=.5 minPts=20" 25000 dbscan --data "$data/db1.X.f64" --d 2 --eps 0.5 --minPts 20
measure "dbscan d=8 eps=2 minPts=10" 6250 dbscan --data "$data/db2.X.f64" --d 8 --eps 2 --minPts 10
measure "hdbscan d=2" 25000 hdbscan --data "$data/db1.X.f64" --d 2
measure "hdbscan d=8" 6250 hdbscan --data "$data/db2.X.f64" --d 8
for linkage in ward average complete single; do
    measure "hierarchical $linkage d=8" 2500 hierarchical --data "$data/h1.X.f64" --d 8 --linkage $linkage --k 10
done
measure "gmm full d=16 k=20, 10 iterations" 12500 gmm --data "$data/km1.X.f64" --d 16 --k 20 --covariance full --iterations 10 --set starts=1
measure "gmm diagonal d=16 k=20, 10 iterations" 12500 gmm --data "$data/km1.X.f64" --d 16 --k 20 --covariance diagonal --iterations 10 --set starts=1
measure "silhouette d=8 k=10" 2500 silhouette --data "$data/h1.X.f64" --d 8 --labels "$data/h1.y.i32"
