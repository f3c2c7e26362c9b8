package dev.weir.policy.pseudonym;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What surrogates stand for, kept in a file: AES-256-GCM (NIST SP 800-38D) under a key that is derived from the pseudonym
 * key, readable by its owner alone, and of no use after its time. Whoever has the file without that key has nothing.
 *
 * @param conversation names the scope of the surrogates, so that more of the same conversation gets the same ones
 * @param until when it expires
 */
public record VaultFile(String conversation, Instant until, PlaceholderVault vault) {

    private static final byte[] MAGIC = "weir-map-1\n".getBytes(StandardCharsets.US_ASCII);
    private static final String PURPOSE = "vault file";
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * Reads a file.
     *
     * @throws IOException it can't be read, isn't one of ours, was changed, or was written under another key
     */
    public static VaultFile read(Path file, PseudonymKey key) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int start = MAGIC.length + NONCE;
        if (bytes.length < start || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new IOException(file + " is not a file of surrogates");
        }
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, Arrays.copyOfRange(bytes, MAGIC.length, start));
            return parse(JSON.readTree(cipher.doFinal(bytes, start, bytes.length - start)));
        } catch (GeneralSecurityException | JacksonException e) {
            // The cause could quote what is in the file.
            throw new IOException(file + " was changed, or written under another key: "
                    + e.getClass().getSimpleName());
        }
    }

    /** Writes the file, whole or not at all, for its owner alone. */
    public void write(Path file, PseudonymKey key) throws IOException {
        byte[] nonce = new byte[NONCE];
        new SecureRandom().nextBytes(nonce);
        ByteBuffer bytes;
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce).doFinal(JSON.writeValueAsBytes(json()));
            bytes = ByteBuffer.allocate(MAGIC.length + NONCE + sealed.length)
                    .put(MAGIC)
                    .put(nonce)
                    .put(sealed)
                    .flip();
        } catch (GeneralSecurityException e) {
            throw new IOException("this Java runtime lacks " + CIPHER, e);
        }
        Path folder = file.toAbsolutePath().getParent();
        Path fresh = Files.createTempFile(
                folder,
                ".map-",
                ".tmp",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    public boolean isExpired(Instant now) {
        return !now.isBefore(until);
    }

    /** With the surrogates of more of the same conversation. */
    public VaultFile with(PlaceholderVault more, Instant newUntil) {
        List<VaultEntry> all = new ArrayList<>(vault.entries());
        for (VaultEntry entry : more.entries()) {
            if (all.stream().noneMatch(known -> known.surrogate().equals(entry.surrogate()))) {
                all.add(entry);
            }
        }
        return new VaultFile(conversation, newUntil, new PlaceholderVault(all));
    }

    private static Cipher cipher(int mode, PseudonymKey key, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key.derived(PURPOSE, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(MAGIC);
        return cipher;
    }

    private ObjectNode json() {
        ObjectNode json =
                JSON.createObjectNode().put("conversation", conversation).put("until", until.toString());
        ArrayNode entries = json.putArray("entries");
        for (VaultEntry entry : vault.entries()) {
            entries.addObject()
                    .put("entity", entry.entity())
                    .put("kind", entry.kind().name())
                    .put("surrogate", entry.surrogate())
                    .put("original", entry.original())
                    .put("number", entry.wasNumber());
        }
        return json;
    }

    private static VaultFile parse(JsonNode json) {
        List<VaultEntry> entries = new ArrayList<>();
        for (JsonNode entry : json.path("entries")) {
            entries.add(new VaultEntry(
                    entry.path("entity").stringValue(),
                    SurrogateKind.valueOf(entry.path("kind").stringValue()),
                    entry.path("surrogate").stringValue(),
                    entry.path("original").stringValue(),
                    entry.path("number").booleanValue()));
        }
        return new VaultFile(
                json.path("conversation").stringValue(),
                Instant.parse(json.path("until").stringValue()),
                new PlaceholderVault(entries));
    }
}
