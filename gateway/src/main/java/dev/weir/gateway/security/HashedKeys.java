package dev.weir.gateway.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A fixed set of keys, known by their hashes. Immutable. */
final class HashedKeys implements KeyStore {

    private final List<StoredKey> keys;

    HashedKeys(List<StoredKey> keys) {
        this.keys = List.copyOf(keys);
        Set<String> ids = new HashSet<>();
        for (StoredKey key : this.keys) {
            if (!ids.add(key.id())) {
                throw new IllegalArgumentException("two keys have the id `" + key.id() + "`; rename one of them");
            }
        }
    }

    @Override
    public Optional<Caller> find(String key) {
        byte[] given = ApiKeys.hash(key).getBytes(StandardCharsets.US_ASCII);
        Optional<Caller> holder = Optional.empty();
        // every key is compared, in constant time: the time taken says nothing about which one came close
        for (StoredKey known : keys) {
            if (MessageDigest.isEqual(known.sha256().getBytes(StandardCharsets.US_ASCII), given)) {
                holder = Optional.of(known.caller());
            }
        }
        return holder;
    }

    @Override
    public Set<String> teams() {
        return keys.stream().map(StoredKey::team).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Set<String> labelNames() {
        return keys.stream().flatMap(key -> key.labels().keySet().stream()).collect(Collectors.toUnmodifiableSet());
    }
}
