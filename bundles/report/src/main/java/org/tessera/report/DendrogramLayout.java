// SPDX-License-Identifier: Apache-2.0
package org.tessera.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tessera.api.segment.Figure;

/** Where the branches of a dendrogram stand: leaves side by side so that no two branches cross, merges at their height. */
final class DendrogramLayout {
    private final Figure.Dendrogram tree;
    private final SegmentColours colours;
    private final double[] x;
    private final double[] y;
    private final int[] colour;
    private final List<Leaf> leaves = new ArrayList<>();

    /** A leaf in its place. */
    record Leaf(String name, int size, int colour) {}

    /** Lines of one colour, one after the other, with an empty point between them. */
    record Branch(int colour, List<double[]> points) {}

    DendrogramLayout(Figure.Dendrogram tree, SegmentColours colours) {
        this.tree = tree;
        this.colours = colours;
        int nodes = 2 * tree.height().length + 1;
        this.x = new double[nodes];
        this.y = new double[nodes];
        this.colour = new int[nodes];
        place();
    }

    private int merges() {
        return tree.height().length;
    }

    /** Walks the tree from its root without recursion, as a chain may be as deep as it has leaves. */
    private void place() {
        List<Integer> stack = new ArrayList<>();
        boolean[] opened = new boolean[x.length];
        stack.add(x.length - 1);
        while (!stack.isEmpty()) {
            int node = stack.get(stack.size() - 1);
            if (node <= merges()) {
                stack.remove(stack.size() - 1);
                colour[node] = colours.ofCluster(tree.labels()[node]);
                x[node] = leaves.size();
                leaves.add(new Leaf(colours.name(tree.labels()[node]), tree.sizes()[node], colour[node]));
                continue;
            }
            int merge = node - merges() - 1;
            int left = tree.left()[merge];
            int right = tree.right()[merge];
            if (opened[node]) {
                stack.remove(stack.size() - 1);
                x[node] = (x[left] + x[right]) / 2;
                y[node] = tree.height()[merge];
                colour[node] = colour[left] == colour[right] ? colour[left] : SegmentColours.NONE;
            } else {
                opened[node] = true;
                stack.add(right);
                stack.add(left);
            }
        }
    }

    List<Leaf> leaves() {
        return leaves;
    }

    /** All branches, by colour. */
    List<Branch> branches() {
        Map<Integer, List<double[]>> lines = new TreeMap<>();
        for (int node = merges() + 1; node < x.length; node++) {
            int left = tree.left()[node - merges() - 1];
            int right = tree.right()[node - merges() - 1];
            List<double[]> points = lines.computeIfAbsent(colour[node], c -> new ArrayList<>());
            points.add(new double[] {x[left], y[left]});
            points.add(new double[] {x[left], y[node]});
            points.add(new double[] {x[right], y[node]});
            points.add(new double[] {x[right], y[right]});
            points.add(new double[0]);
        }
        return lines.entrySet().stream()
                .map(line -> new Branch(line.getKey(), line.getValue()))
                .toList();
    }
}
