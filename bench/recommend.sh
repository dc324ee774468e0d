#!/bin/sh
# Recommenders on published data: quality with the settings that a search on the training part found, then speed.
#   bench/recommend.sh quality MOVIELENS [STRATEGY…]   MOVIELENS is the folder ml-100k
#   bench/recommend.sh tune MOVIELENS TRIALS STRATEGY… the search, on the training part alone; writes the settings
#   bench/recommend.sh ratings MOVIELENS [STRATEGY…]   the published five folds
#   bench/recommend.sh speed DATA                      DATA is the folder that the benchmark generator filled
#   bench/recommend.sh train DATA STRATEGY [SETTINGS]  trained three times, the median
#   bench/recommend.sh growth DATA STRATEGY [SETTINGS] an eighth, a quarter, half and all of the customers
# PAIRS="NAME CUSTOMERS ITEMS" names other pairs in DATA than syn, such as what bench/pairs.py writes.
# Prints a line for each measurement, of each process its own.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
jar=$here/target/tessera-bench.jar
settings=$here/settings/ml100k.json
flags=${JAVA_FLAGS---add-modules jdk.incubator.vector -Xmx4g}
what=$1
data=$2
shift 2

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
errors=$scratch/errors

# What the JVM says of its incubating module is of interest only where something went wrong.
bench() {
    # Flags may be several words.
    # shellcheck disable=SC2086
    java $flags -jar "$jar" "$@" 2> "$errors" || {
        cat "$errors" >&2
        return 1
    }
}

# The names of the strategies in the file of settings: the keys of the outer object.
strategies() {
    sed -n 's/^  "\([a-z0-9]*\)".*/\1/p' "$settings"
}

pairs() {
    # shellcheck disable=SC2086
    set -- ${PAIRS:-syn 200000 50000} "$@"
    name=$data/$1
    customers=$2
    items=$3
    shift 3
    bench recommend --train-u "$name.train.u.i32" --train-i "$name.train.i.i32" \
        --test-u "$name.test.u.i32" --test-i "$name.test.i.i32" --customers "$customers" --items "$items" "$@"
}

show() {
    [ -n "$1" ] || exit 1
    # shellcheck disable=SC2016
    printf '%s' "$1" | python3 -c '
import json, sys
m = json.load(sys.stdin)
q = m["quality"]
a = m.get("answer_ms", {})
print("%-12s P %.4f R %.4f NDCG %.4f uncut %.4f | trained %.2f s | answer p50 %.3f p99 %.3f ms | %d MB%s" % (
    m["strategy"], q["precision"], q["recall"], q["ndcg"], q["ndcg_uncut"], m["median_s"], a["p50"], a["p99"],
    m["peak_rss_mb"], " | %d lists in %.2f s" % (m["batch"]["customers"], m["batch"]["seconds"]) if "batch" in m else ""))
'
}

case $what in
    quality)
        [ $# -gt 0 ] || set -- $(strategies)
        for strategy in "$@"; do
            show "$(bench recommend --strategy "$strategy" --settings "$settings" \
                --train "$data/mcrec-split/ml-100k.train.rating" --test "$data/mcrec-split/ml-100k.test.rating")"
        done
        ;;
    tune)
        trials=$1
        shift
        for strategy in "$@"; do
            "$here/../distribution/target/tessera/bin/tessera" --home "$scratch/home" -c "tune recommend $strategy --trials $trials \
                --metric ndcg_uncut --train '$data/mcrec-split/ml-100k.train.rating' --save '$settings'"
        done
        ;;
    ratings)
        [ $# -gt 0 ] || set -- baseline ratingknn svd svdpp
        for strategy in "$@"; do
            bench ratings --strategy "$strategy" --settings "$settings" \
                --data "$data/u.data" --folds "$data/surprise_fold_of_row.txt"
        done
        ;;
    speed)
        show "$(pairs --strategy itemknn --set weighting=none,neighbours=50,shrinkage=0,lists=history --repeat 3 --users-sample 20000 --batch 50000)"
        show "$(pairs --strategy als --set factors=64,iterations=15,solver=cg,alpha=5,regularisation=10 --users-sample 20000)"
        ;;
    train)
        show "$(pairs --strategy "$1" --set "${2:-}" --repeat 3)"
        ;;
    growth)
        strategy=$1
        for share in 0.125 0.25 0.5 1; do
            show "$(pairs --strategy "$strategy" --set "${2:-}" --share $share --users-sample 5000)"
        done
        ;;
    *)
        echo "quality, tune, ratings, speed, train or growth, not $what" >&2
        exit 2
        ;;
esac
