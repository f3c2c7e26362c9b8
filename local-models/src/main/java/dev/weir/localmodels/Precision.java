package dev.weir.localmodels;

/**
 * How exactly a model file is computed with. Weights are never rounded again; this is about the numbers that flow
 * between them.
 */
public enum Precision {
    /**
     * As if everything were 32-bit floating point: 8-bit kernels compute each activation's leading 8 bits and the rest
     * in one pass. Answers equal those of a 32-bit reference.
     */
    EXACT,
    /**
     * Activations are rounded to 8 bits per block, as llama.cpp does it. About 1.4 times as fast at single tokens; where
     * two tokens are nearly as likely it may choose the other one.
     */
    FAST
}
