package dev.weir.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ships to a real TLS server of the test's own. */
class SyslogShipperTest {

    private static final String PASSWORD = "of-this-test";

    @TempDir
    static Path certificates;

    private static SSLContext server;

    @BeforeAll
    static void makeCertificate() throws Exception {
        keytool(
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost");
        keytool(
                "-exportcert",
                "-rfc",
                "-alias",
                "server",
                "-file",
                certificates.resolve("server.pem").toString());
        KeyStore store = KeyStore.getInstance(certificates.resolve("store").toFile(), PASSWORD.toCharArray());
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        server = SSLContext.getInstance("TLS");
        server.init(keys.getKeyManagers(), null, null);
    }

    private static void keytool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of(
                "-keystore", certificates.resolve("store").toString(), "-storepass", PASSWORD, "-storetype", "PKCS12"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private static SSLServerSocket listen(int port) throws IOException {
        return (SSLServerSocket)
                server.getServerSocketFactory().createServerSocket(port, 5, InetAddress.getLoopbackAddress());
    }

    private static AuditTestContext open(Path directory, int port, String confirmAfter) {
        return AuditTestContext.open(
                directory,
                "weir.audit.syslog.host=localhost",
                "weir.audit.syslog.port=" + port,
                "weir.audit.syslog.trusted=" + certificates.resolve("server.pem"),
                "weir.audit.syslog.confirm-after=" + confirmAfter);
    }

    /** The next message of a frame as RFC 5425 has it. */
    private static String message(InputStream in) throws IOException {
        StringBuilder length = new StringBuilder();
        for (int next = in.read(); next != ' '; next = in.read()) {
            assertThat(next).as("the connection was closed").isPositive();
            length.append((char) next);
        }
        return new String(in.readNBytes(Integer.parseInt(length.toString())), StandardCharsets.UTF_8);
    }

    @Test
    void entries_arriveInOrder_asTheyWereHashed(@TempDir Path directory) throws Exception {
        try (SSLServerSocket listening = listen(0);
                AuditTestContext context = open(directory, listening.getLocalPort(), "5s")) {
            context.log().appendDurably(SampleDecisions.easy("dec_1", 1));
            context.log().appendDurably(SampleDecisions.easy("dec_2", 1));
            try (SSLSocket connection = (SSLSocket) listening.accept()) {
                InputStream in = connection.getInputStream();
                String first = message(in);

                assertThat(first).startsWith("<110>1 20").contains(" - weir - decision [weir@32473 seq=\"1\" hash=\"");
                String entry = context.bean(LogArchive.class).entry(1).orElseThrow();
                assertThat(first).endsWith("\"] " + entry);
                assertThat(message(in)).contains("seq=\"2\"", "dec_2");
            }
        }
    }

    @Test
    void connection_brokenBeforeEntriesCount_theyAreSentAgain(@TempDir Path directory) throws Exception {
        try (SSLServerSocket listening = listen(0);
                AuditTestContext context = open(directory, listening.getLocalPort(), "1d")) {
            context.log().appendDurably(SampleDecisions.easy("dec_1", 1));
            try (SSLSocket connection = (SSLSocket) listening.accept()) {
                assertThat(message(connection.getInputStream())).contains("dec_1");
            }
            context.log().appendDurably(SampleDecisions.easy("dec_2", 1));
            try (SSLSocket connection = (SSLSocket) listening.accept()) {
                InputStream in = connection.getInputStream();
                assertThat(message(in)).contains("dec_1");
                assertThat(message(in)).contains("dec_2");
            }
        }
    }

    @Test
    void gateway_startedAgain_goesOnBehindWhatCounts(@TempDir Path directory) throws Exception {
        try (SSLServerSocket listening = listen(0)) {
            AuditTestContext first = open(directory, listening.getLocalPort(), "0s");
            first.log().appendDurably(SampleDecisions.easy("dec_1", 1));
            try (SSLSocket connection = (SSLSocket) listening.accept()) {
                assertThat(message(connection.getInputStream())).contains("dec_1");
                while (Files.notExists(directory.resolve(SyslogShipper.FILE))) {
                    Thread.sleep(10);
                }
                first.close();
            }
            try (AuditTestContext second = open(directory, listening.getLocalPort(), "0s")) {
                second.log().appendDurably(SampleDecisions.easy("dec_2", 1));
                try (SSLSocket connection = (SSLSocket) listening.accept()) {
                    assertThat(message(connection.getInputStream())).contains("dec_2");
                }
            }
        }
    }

    @Test
    void server_withACertificateOfSomebodyElse_getsNothing(@TempDir Path directory) throws Exception {
        try (SSLServerSocket listening = listen(0);
                AuditTestContext context = AuditTestContext.open(
                        directory,
                        "weir.audit.syslog.host=localhost",
                        "weir.audit.syslog.port=" + listening.getLocalPort())) {
            context.log().appendDurably(SampleDecisions.easy("dec_1", 1));
            try (SSLSocket connection = (SSLSocket) listening.accept()) {
                assertThat(catchThrowable(() -> connection.getInputStream().read()))
                        .isInstanceOf(IOException.class);
            }
        }
    }
}
