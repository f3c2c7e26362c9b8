package dev.weir.gateway.security;

import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The first admin key. It is made when the gateway starts without a key file and put into {@code bootstrap.key} in the
 * data directory, readable by its owner alone; {@code keys.json} keeps its hash.
 */
final class BootstrapKey {

    static final String ID = "bootstrap";
    static final String FILE = "bootstrap.key";

    private BootstrapKey() {}

    /** The keys of this data directory, with a new bootstrap key where there were none. */
    static List<StoredKey> loadOrCreate(Path dataDirectory, RandomGenerator random) {
        KeyFile file = KeyFile.in(dataDirectory);
        List<StoredKey> known = file.read();
        if (!known.isEmpty()) {
            return known;
        }
        String key = ApiKeys.generate(random);
        List<StoredKey> created = List.of(new StoredKey(ID, "default", true, ApiKeys.hash(key)));
        // the key first: a crash in between leaves no key file, and the next start makes a new pair
        OwnerOnlyFile.write(dataDirectory.resolve(FILE), key + "\n");
        file.write(created);
        return created;
    }
}
