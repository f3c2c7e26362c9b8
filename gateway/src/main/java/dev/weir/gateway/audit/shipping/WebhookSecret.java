package dev.weir.gateway.audit.shipping;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests by HMAC-SHA256 over {@code id.timestamp.body} with a secret that both ends share.
 *
 * @see <a href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard Webhooks</a>
 */
final class WebhookSecret {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String PREFIX = "whsec_";
    private static final int SHORTEST = 24;
    private static final int LONGEST = 64;

    private final SecretKey key;

    private WebhookSecret(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /** Reads it from its file or its environment variable. */
    static WebhookSecret of(WebhookProperties settings, Function<String, Optional<String>> environment)
            throws InvalidShippingException {
        if (settings.secretFile().isPresent() == settings.secretEnv().isPresent()) {
            throw new InvalidShippingException(
                    "A webhook needs a secret to sign with, from one place.",
                    "Set either `weir.audit.webhook.secret-file` or `weir.audit.webhook.secret-env`.");
        }
        if (settings.secretFile().isPresent()) {
            return parse(
                    "weir.audit.webhook.secret-file",
                    SecretFile.read(
                            "weir.audit.webhook.secret-file",
                            settings.secretFile().get()));
        }
        String name = settings.secretEnv().orElseThrow();
        return parse(
                "weir.audit.webhook.secret-env",
                environment
                        .apply(name)
                        .orElseThrow(() -> new InvalidShippingException(
                                "The environment variable `" + name
                                        + "` of `weir.audit.webhook.secret-env` is not set.",
                                "Set it, or name another one.")));
    }

    private static WebhookSecret parse(String setting, String text) throws InvalidShippingException {
        String encoded = text.strip();
        try {
            byte[] key = Base64.getDecoder()
                    .decode(encoded.startsWith(PREFIX) ? encoded.substring(PREFIX.length()) : encoded);
            if (key.length >= SHORTEST && key.length <= LONGEST) {
                return new WebhookSecret(key);
            }
        } catch (IllegalArgumentException notBase64) {
            // Falls through: the decoder's message quotes the secret.
        }
        throw new InvalidShippingException(
                "The secret of `" + setting + "` isn't one of Standard Webhooks.",
                "Make one with `echo whsec_$(openssl rand -base64 32)` and give it to both ends.");
    }

    /** The value of {@code webhook-signature}. */
    String sign(String id, long timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, missing);
        }
    }
}
