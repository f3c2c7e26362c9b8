package dev.weir.gateway.settings;

import java.nio.file.Path;

/**
 * Where Weir keeps things.
 *
 * @param data keys, decision log, policy; readable by its owner alone
 * @param models models and their imported graphs; may be shared between installations
 */
public record Directories(Path data, Path models) {}
