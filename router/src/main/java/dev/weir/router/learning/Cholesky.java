package dev.weir.router.learning;

/** Solves linear systems whose matrix is symmetric and positive definite. */
final class Cholesky {

    private Cholesky() {}

    /**
     * The lower factor of a matrix.
     *
     * @param lower the matrix's lower triangle, row by row
     * @throws IllegalArgumentException if it isn't positive definite
     */
    static double[][] factor(double[][] lower) {
        int size = lower.length;
        double[][] factor = new double[size][];
        for (int i = 0; i < size; i++) {
            factor[i] = lower[i].clone();
            for (int j = 0; j <= i; j++) {
                double rest = factor[i][j];
                for (int k = 0; k < j; k++) {
                    rest -= factor[i][k] * factor[j][k];
                }
                if (i == j && !(rest > 0)) {
                    throw new IllegalArgumentException("the matrix is not positive definite");
                }
                factor[i][j] = i == j ? Math.sqrt(rest) : rest / factor[j][j];
            }
        }
        return factor;
    }

    /** The vector that the factored matrix turns into {@code right}. */
    static double[] solve(double[][] factor, double[] right) {
        int size = factor.length;
        double[] solved = right.clone();
        for (int i = 0; i < size; i++) {
            for (int k = 0; k < i; k++) {
                solved[i] -= factor[i][k] * solved[k];
            }
            solved[i] /= factor[i][i];
        }
        for (int i = size - 1; i >= 0; i--) {
            for (int k = i + 1; k < size; k++) {
                solved[i] -= factor[k][i] * solved[k];
            }
            solved[i] /= factor[i][i];
        }
        return solved;
    }
}
