#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes pairs of customers and items, binary int32, as the movie sets that papers use are: a few items that most
have, many that few have, and customers with a taste for some of thirty kinds.

    bench/pairs.py PREFIX [CUSTOMERS ITEMS PAIRS SEED]

gives PREFIX.train.u.i32, PREFIX.train.i.i32 and, a fifth of the pairs, PREFIX.test.u.i32 and PREFIX.test.i.i32.
"""
import array
import heapq
import random
import sys


def main(prefix, customers=6038, items=3500, pairs=565000, seed=1):
    rng = random.Random(seed)
    kinds = 30
    kind_of = [rng.randrange(kinds) for _ in range(items)]
    popularity = [1 / (10 + rank) for rank in range(items)]
    each = [pairs / customers * rng.lognormvariate(-0.5, 1) for _ in range(customers)]
    files = {part: (array.array("i"), array.array("i")) for part in ("train", "test")}
    for customer in range(customers):
        tastes = [rng.expovariate(1) ** 2 for _ in range(kinds)]
        weights = [popularity[i] * tastes[kind_of[i]] for i in range(items)]
        wanted = max(5, min(items // 4, round(each[customer])))
        # Without replacement: the first of those that each come at a rate of their weight (Efraimidis and Spirakis 2006).
        first = heapq.nsmallest(wanted, ((rng.expovariate(weight + 1e-12), i) for i, weight in enumerate(weights)))
        for _, item in first:
            us, its = files["test" if rng.random() < 0.2 else "train"]
            us.append(customer)
            its.append(item)
    for part, (us, its) in files.items():
        for letter, numbers in (("u", us), ("i", its)):
            with open("%s.%s.%s.i32" % (prefix, part, letter), "wb") as out:
                if sys.byteorder == "big":
                    numbers.byteswap()
                numbers.tofile(out)
        print(part, len(us), "pairs")


if __name__ == "__main__":
    if not 2 <= len(sys.argv) <= 6:
        sys.exit(__doc__)
    main(sys.argv[1], *map(int, sys.argv[2:]))
