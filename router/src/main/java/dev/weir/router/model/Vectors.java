package dev.weir.router.model;

/** Arithmetic on arrays of numbers. */
public final class Vectors {

    private static final int LANES = 4;

    private Vectors() {}

    /** The product of two vectors of one length; four partial sums, since one alone waits for itself. */
    public static double dot(float[] a, float[] b) {
        if (a.length != b.length) {
            throw new IllegalArgumentException("vectors of " + a.length + " and " + b.length + " numbers");
        }
        double first = 0;
        double second = 0;
        double third = 0;
        double fourth = 0;
        int whole = a.length - a.length % LANES;
        for (int i = 0; i < whole; i += LANES) {
            first += (double) a[i] * b[i];
            second += (double) a[i + 1] * b[i + 1];
            third += (double) a[i + 2] * b[i + 2];
            fourth += (double) a[i + 3] * b[i + 3];
        }
        for (int i = whole; i < a.length; i++) {
            first += (double) a[i] * b[i];
        }
        return first + second + third + fourth;
    }
}
