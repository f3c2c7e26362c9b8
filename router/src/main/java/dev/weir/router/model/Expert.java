package dev.weir.router.model;

/**
 * What was learned on one kind of prompt: word problems, knowledge, code...
 *
 * @param name the kind
 * @param local the chance that a small reference model answers well
 * @param cloud the chance that a strong reference model does
 */
public record Expert(String name, LinearHead local, LinearHead cloud) {}
