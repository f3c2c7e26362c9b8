package dev.weir.gateway.inference;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an answer is kept under. Made from the cleared body, so that no value which policy keeps here is in it.
 *
 * @param exact the same for the same body of the same caller, policy, sensitivity and model; a SHA-256
 * @param family the same for bodies that differ in their last question alone; a SHA-256
 * @param last the last question, under pseudonyms; empty where the last message is none of a user, or more than text
 */
record CacheKey(String exact, String family, String last) {

    static CacheKey of(Voyage voyage, Course.Cloud course) {
        String partition = String.join(
                "\0",
                voyage.caller().team(),
                voyage.caller().keyId(),
                voyage.verdict().policy().toString(),
                voyage.verdict().sensitivity().name(),
                voyage.verdict().effectFor(course.model()).name(),
                course.model());
        byte[] json = course.body().json();
        String last = "";
        byte[] rest = json;
        if (JsonMapper.shared().readTree(json) instanceof ObjectNode body) {
            JsonNode messages = body.path("messages");
            if (messages.path(messages.size() - 1) instanceof ObjectNode message
                    && message.path("role").asString("").equals("user")
                    && message.path("content").isString()) {
                last = message.path("content").asString();
                message.put("content", "");
                rest = body.toString().getBytes(StandardCharsets.UTF_8);
            }
        }
        return new CacheKey(hash("exact", partition, json), hash("family", partition, rest), last);
    }

    private static String hash(String use, String partition, byte[] body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((use + "\0" + partition + "\0").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
