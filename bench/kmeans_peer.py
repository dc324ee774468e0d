#!/usr/bin/python3
"""scikit-learn's k-means on km1 from its own seeds: kmeans_peer.py DATA plusplus|batch. Five seeds, one JSON line."""
import json, os, resource, statistics, sys, time, warnings
import numpy as np, sklearn
from sklearn.cluster import KMeans, MiniBatchKMeans
warnings.filterwarnings("ignore")
folder, kind = sys.argv[1:]
X = np.fromfile(os.path.join(folder, "km1.X.f64"), "<f8").reshape(1_000_000, 16)
seconds, inertia = [], []
for seed in range(1, 6):
    model = (KMeans(20, init="k-means++", n_init=1, random_state=seed) if kind == "plusplus"
             else MiniBatchKMeans(20, n_init=1, random_state=seed))
    start = time.perf_counter()
    model.fit(X)
    seconds.append(round(time.perf_counter() - start, 4))
    inertia.append(model.inertia_)
print(json.dumps(dict(peer="scikit-learn " + sklearn.__version__, task="kmeans " + kind, n=len(X), d=16, seconds=seconds,
    median_s=statistics.median(seconds), peak_rss_mb=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    quality=dict(inertia=statistics.mean(inertia), lowest=min(inertia), highest=max(inertia)))))
