package dev.weir.gateway.inference;

import java.time.Instant;

/**
 * An entry of {@code GET /v1/models}.
 *
 * @param ownedBy who made it, or {@code weir} for routed names
 * @param created in whole seconds on the wire
 */
public record ListedModel(String id, String ownedBy, Instant created) {}
