package ${package};

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.tessera.api.strategy.Progress;
import org.tessera.numerics.dense.PrincipalComponents;

/**
 * The questions that lead to a segment. A node is an inner one, which asks on which side of its threshold a row lies
 * along its direction, or a leaf, which is a segment. Node 0 is the root.
 *
 * @param dimensions values of a row and of a direction
 * @param directions {@code nodes × dimensions}; of a leaf nothing is read
 * @param thresholds of each node; a row below or at it goes to the left
 * @param children node on the left of each node, the one on the right being the next; of a leaf -1 less its segment
 */
record ${className}ClusterTree(int dimensions, double[] directions, double[] thresholds, int[] children) {

    /** Part of the rows: order[from..to), and how far they are scattered. */
    private record Part(int node, int from, int to, double scatter) {}

    /** Where a part is cut: rows whose place along the direction is at most the threshold go left. */
    private record Cut(double[] direction, double threshold) {}

    /**
     * Cuts until there are k segments, or fewer where fewer rows are different.
     *
     * @param x {@code n × d}, row-major, finite
     */
    static ${className}ClusterTree grow(double[] x, int n, int d, int k, Progress progress) {
        int[] order = IntStream.range(0, n).toArray();
        double[] directions = new double[(2 * k - 1) * d];
        double[] thresholds = new double[2 * k - 1];
        int[] children = new int[2 * k - 1];
        Part[] leaves = new Part[k];
        leaves[0] = part(x, d, order, 0, 0, n);
        int leafCount = 1;
        int nodeCount = 1;
        while (leafCount < k) {
            progress.report("cutting", leafCount, k);
            int widest = 0;
            for (int leaf = 1; leaf < leafCount; leaf++) {
                widest = leaves[leaf].scatter > leaves[widest].scatter ? leaf : widest;
            }
            Part part = leaves[widest];
            if (part.scatter == 0) {
                break;
            }
            Cut cut = cut(x, d, order, part);
            int middle = divide(x, d, order, part, cut);
            if (middle == part.from || middle == part.to) {
                // The rows differ by less than the arithmetic can tell.
                leaves[widest] = new Part(part.node, part.from, part.to, 0);
                continue;
            }
            System.arraycopy(cut.direction, 0, directions, part.node * d, d);
            thresholds[part.node] = cut.threshold;
            children[part.node] = nodeCount;
            leaves[widest] = part(x, d, order, nodeCount, part.from, middle);
            leaves[leafCount++] = part(x, d, order, nodeCount + 1, middle, part.to);
            nodeCount += 2;
        }
        progress.report("cutting", k, k);
        number(Arrays.copyOf(leaves, leafCount), children);
        return new ${className}ClusterTree(
                d,
                Arrays.copyOf(directions, nodeCount * d),
                Arrays.copyOf(thresholds, nodeCount),
                Arrays.copyOf(children, nodeCount));
    }

    /** Numbers the segments, the largest first. */
    private static void number(Part[] leaves, int[] children) {
        Arrays.sort(leaves, Comparator.comparingInt((Part leaf) -> leaf.from - leaf.to).thenComparingInt(Part::from));
        for (int segment = 0; segment < leaves.length; segment++) {
            children[leaves[segment].node] = -1 - segment;
        }
    }

    private static Part part(double[] x, int d, int[] order, int node, int from, int to) {
        double[] mean = new double[d];
        for (int k = from; k < to; k++) {
            for (int j = 0; j < d; j++) {
                mean[j] += x[order[k] * d + j] / (to - from);
            }
        }
        double scatter = 0;
        boolean different = false;
        for (int k = from; k < to; k++) {
            for (int j = 0; j < d; j++) {
                double off = x[order[k] * d + j] - mean[j];
                scatter += off * off;
                different |= x[order[k] * d + j] != x[order[from] * d + j];
            }
        }
        return new Part(node, from, to, different ? scatter : 0);
    }

    /** Across the direction of greatest variance, where the two sides are each as compact as can be along it. */
    private static Cut cut(double[] x, int d, int[] order, Part part) {
        int n = part.to - part.from;
        double[] rows = new double[n * d];
        for (int k = 0; k < n; k++) {
            System.arraycopy(x, order[part.from + k] * d, rows, k * d, d);
        }
        double[] direction = PrincipalComponents.of(rows, n, d, 1).direction(0);
        double[] places = new double[n];
        for (int k = 0; k < n; k++) {
            places[k] = place(rows, k * d, direction, 0, d);
        }
        Arrays.sort(places);
        double sum = Arrays.stream(places).sum();
        double left = 0;
        double best = Double.NEGATIVE_INFINITY;
        double threshold = places[0];
        for (int k = 1; k < n; k++) {
            left += places[k - 1];
            double right = sum - left;
            // The sum of squares between the sides, but for what is the same for every cut.
            double between = left * left / k + right * right / (n - k);
            if (places[k] > places[k - 1] && between > best) {
                best = between;
                double middle = places[k - 1] + (places[k] - places[k - 1]) / 2;
                threshold = middle < places[k] ? middle : places[k - 1];
            }
        }
        return new Cut(direction, threshold);
    }

    /** Puts the rows of the left side before those of the right side, each in their order, and says where these begin. */
    private static int divide(double[] x, int d, int[] order, Part part, Cut cut) {
        int[] right = new int[part.to - part.from];
        int lefts = part.from;
        int rights = 0;
        for (int k = part.from; k < part.to; k++) {
            if (place(x, order[k] * d, cut.direction, 0, d) <= cut.threshold) {
                order[lefts++] = order[k];
            } else {
                right[rights++] = order[k];
            }
        }
        System.arraycopy(right, 0, order, lefts, rights);
        return lefts;
    }

    private static double place(double[] x, int row, double[] directions, int direction, int d) {
        double place = 0;
        for (int j = 0; j < d; j++) {
            place += x[row + j] * directions[direction + j];
        }
        return place;
    }

    int segments() {
        return (children.length + 1) / 2;
    }

    /** The segment of each row. */
    int[] labels(double[] x, int n) {
        int[] labels = new int[n];
        for (int row = 0; row < n; row++) {
            int node = 0;
            while (children[node] >= 0) {
                boolean left = place(x, row * dimensions, directions, node * dimensions, dimensions) <= thresholds[node];
                node = children[node] + (left ? 0 : 1);
            }
            labels[row] = -1 - children[node];
        }
        return labels;
    }
}
