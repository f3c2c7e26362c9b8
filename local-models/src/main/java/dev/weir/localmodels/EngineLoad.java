package dev.weir.localmodels;

/** Generations at work and waiting in one model's engine. */
public record EngineLoad(int running, int waiting, int slots) {}
