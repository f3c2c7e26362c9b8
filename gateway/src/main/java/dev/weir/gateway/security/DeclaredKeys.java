package dev.weir.gateway.security;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.core.env.Environment;

/** {@code weir.keys} in the configuration: keys whose hashes an operator declares. Misspelt fields stop the start. */
final class DeclaredKeys {

    private static final String PREFIX = "weir.keys";

    private DeclaredKeys() {}

    record Entry(
            @Nullable String id,
            @DefaultValue("default") String team,
            @Nullable String sha256,
            @DefaultValue("false") boolean admin,
            @DefaultValue Set<Permission> may,
            @DefaultValue Map<String, String> labels) {
        StoredKey stored() {
            if (id == null || sha256 == null) {
                throw new IllegalArgumentException("every entry of `weir.keys` has an `id` and a `sha256`");
            }
            return new StoredKey(id, team, admin, may, sha256, labels);
        }
    }

    static List<StoredKey> of(Environment environment) {
        return Binder.get(environment)
                .bind(PREFIX, Bindable.listOf(Entry.class), new NoUnboundElementsBindHandler(BindHandler.DEFAULT))
                .orElse(List.of())
                .stream()
                .map(Entry::stored)
                .toList();
    }
}
