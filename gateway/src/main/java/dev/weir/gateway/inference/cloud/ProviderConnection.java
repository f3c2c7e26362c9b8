package dev.weir.gateway.inference.cloud;

import java.util.Optional;

/**
 * What the models of one provider share.
 *
 * @param baseUrl checked, without a slash at its end
 */
record ProviderConnection(
        String baseUrl,
        Optional<Secret> key,
        UpstreamClient client,
        CloudResilience resilience,
        UpstreamErrors errors) {}
