package dev.weir.gateway.audit.shipping;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Whom a TLS connection trusts. */
final class TrustedCertificates {

    private TrustedCertificates() {}

    /**
     * A context for clients.
     *
     * @param setting name of the setting, for the error
     * @param pem file with the certificate of the server or of who signed it; empty for Java's own list
     */
    static SSLContext context(String setting, Optional<String> pem) throws InvalidShippingException {
        try {
            return pem.isEmpty() ? SSLContext.getDefault() : trusting(Path.of(pem.get()));
        } catch (IOException | GeneralSecurityException unusable) {
            throw new InvalidShippingException(
                    "The certificates of `" + setting + "` can't be used: " + unusable,
                    "Name a PEM file with the certificate of the server or of who signed it.");
        }
    }

    private static SSLContext trusting(Path pem) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = Files.newInputStream(pem)) {
            int number = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("trusted-" + number++, certificate);
            }
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
