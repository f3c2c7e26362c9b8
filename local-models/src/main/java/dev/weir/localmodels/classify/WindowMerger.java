package dev.weir.localmodels.classify;

/** Joins the probabilities of overlapping windows: a word's come from the window where it has more words around it. */
final class WindowMerger {

    private final float[][] merged;
    private final int[] distance;

    WindowMerger(int words) {
        merged = new float[words][];
        distance = new int[words];
    }

    /** Windows come in the order of the text. */
    void add(Window window, float[][] probabilities) {
        boolean first = window.firstWord() == 0;
        boolean last = window.firstWord() + window.words() == merged.length;
        for (int i = 0; i < probabilities.length; i++) {
            int left = first ? Integer.MAX_VALUE : i;
            int right = last ? Integer.MAX_VALUE : window.words() - 1 - i;
            int edge = Math.min(left, right);
            int word = window.firstWord() + i;
            if (merged[word] == null || edge > distance[word]) {
                merged[word] = probabilities[i];
                distance[word] = edge;
            }
        }
    }

    /** By word. */
    float[][] merged() {
        return merged;
    }
}
