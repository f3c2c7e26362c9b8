package dev.weir.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.weir.gateway.audit.shipping.TestCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ships to a real TLS server of the test's own. */
class SyslogShippingTest {

    @TempDir
    static Path certificates;

    private static TestCertificate certificate;

    @BeforeAll
    static void makeCertificate() throws Exception {
        certificate = TestCertificate.make(certificates);
    }

    private static SSLServerSocket listen(int port) throws IOException {
        return (SSLServerSocket) certificate
                .server()
                .getServerSocketFactory()
                .createServerSocket(port, 5, InetAddress.getLoopbackAddress());
    }

    private static AuditTestContext open(Path directory, int port, String confirmAfter) {
        return AuditTestContext.open(
                directory,
                "weir.audit.syslog.host=localhost",
                "weir.audit.syslog.port=" + port,
                "weir.audit.syslog.trusted=" + certificate.pem(),
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
                while (Files.notExists(directory.resolve("syslog-cursor"))) {
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
