package dev.weir.router.learning;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Minimises a smooth convex function by limited-memory BFGS with halving steps.
 *
 * <p>Source: Nocedal and Wright, Numerical Optimization, algorithm 7.4.
 */
final class Lbfgs {

    private static final int MEMORY = 8;
    private static final int ITERATIONS = 120;
    private static final double TOLERANCE = 1e-5;
    private static final double SUFFICIENT = 1e-4;
    private static final int HALVINGS = 30;

    /** A function with its gradient. */
    interface Objective {

        /** The value at a point; overwrites {@code gradient} with the slope there. */
        double evaluate(double[] point, double[] gradient);
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Pair(double[] step, double[] change, double scale) {}

    private Lbfgs() {}

    /** The point of least value, searched from zero. */
    static double[] minimise(Objective objective, int size) {
        double[] point = new double[size];
        double[] gradient = new double[size];
        double value = objective.evaluate(point, gradient);
        Deque<Pair> memory = new ArrayDeque<>();
        for (int i = 0; i < ITERATIONS && norm(gradient) > TOLERANCE * Math.max(1, norm(point)); i++) {
            double[] direction = direction(gradient, memory);
            double slope = dot(direction, gradient);
            double length = memory.isEmpty() ? 1 / Math.max(1, norm(gradient)) : 1;
            double[] next = new double[size];
            double[] nextGradient = new double[size];
            double nextValue = Double.POSITIVE_INFINITY;
            for (int halving = 0; halving < HALVINGS; halving++, length /= 2) {
                move(point, direction, length, next);
                nextValue = objective.evaluate(next, nextGradient);
                if (nextValue <= value + SUFFICIENT * length * slope) {
                    break;
                }
            }
            if (!(nextValue < value)) {
                break;
            }
            remember(memory, difference(next, point), difference(nextGradient, gradient));
            boolean settled = value - nextValue < 1e-9 * Math.max(1, Math.abs(value));
            point = next;
            gradient = nextGradient;
            value = nextValue;
            if (settled) {
                break;
            }
        }
        return point;
    }

    private static void remember(Deque<Pair> memory, double[] step, double[] change) {
        double curvature = dot(step, change);
        if (curvature <= 0) {
            return;
        }
        memory.addLast(new Pair(step, change, 1 / curvature));
        if (memory.size() > MEMORY) {
            memory.removeFirst();
        }
    }

    private static double[] direction(double[] gradient, Deque<Pair> memory) {
        double[] q = gradient.clone();
        double[] alphas = new double[memory.size()];
        int at = memory.size();
        for (Iterator<Pair> newest = memory.descendingIterator(); newest.hasNext(); ) {
            Pair pair = newest.next();
            alphas[--at] = pair.scale() * dot(pair.step(), q);
            move(q, pair.change(), -alphas[at], q);
        }
        if (!memory.isEmpty()) {
            Pair last = memory.getLast();
            double scale = 1 / (last.scale() * dot(last.change(), last.change()));
            for (int i = 0; i < q.length; i++) {
                q[i] *= scale;
            }
        }
        for (Pair pair : memory) {
            double beta = pair.scale() * dot(pair.change(), q);
            move(q, pair.step(), alphas[at++] - beta, q);
        }
        for (int i = 0; i < q.length; i++) {
            q[i] = -q[i];
        }
        return q;
    }

    private static void move(double[] from, double[] direction, double length, double[] to) {
        for (int i = 0; i < from.length; i++) {
            to[i] = from[i] + length * direction[i];
        }
    }

    private static double[] difference(double[] a, double[] b) {
        double[] difference = new double[a.length];
        move(a, b, -1, difference);
        return difference;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double norm(double[] vector) {
        return Math.sqrt(dot(vector, vector));
    }
}
