package dev.weir.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.weir.gateway.WholeGateway;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ShippingApiTest {

    @TempDir
    Path directory;

    @Test
    void receivers_configuredAsDocumented_getTheLog_andTheirStateIsShown() throws Exception {
        Path secret = Files.writeString(directory.resolve("hook"), "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        Path token = Files.writeString(directory.resolve("token"), "Bearer of-this-test");
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/v1/logs", exchange -> {
            received.add(exchange.getRequestHeaders().getFirst("authorization")
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        receiver.createContext("/gone", exchange -> {
            exchange.sendResponseHeaders(410, -1);
            exchange.close();
        });
        receiver.start();
        String address = "http://127.0.0.1:" + receiver.getAddress().getPort();
        try (WholeGateway gateway = WholeGateway.start(
                directory.resolve("data"),
                "weir.audit.otlp.endpoint=" + address,
                "weir.audit.otlp.header-files.authorization=" + token,
                "weir.audit.webhook.url=" + address + "/gone",
                "weir.audit.webhook.secret-file=" + secret)) {
            String decision = gateway.ask("What is the capital of France?").header("x-weir-decision");

            StringBuilder shipped = new StringBuilder();
            while (!shipped.toString().contains(decision)) {
                shipped.append(received.take());
            }
            assertThat(shipped.toString()).contains("Bearer of-this-test{\"resourceLogs\"");
            JsonNode webhook = receiver(gateway, "webhook");
            while (webhook.path("failures").asInt() == 0) {
                Thread.sleep(10);
                webhook = receiver(gateway, "webhook");
            }
            assertThat(webhook.path("problem").asString()).startsWith(address + " answered with HTTP 410;");
            assertThat(webhook.path("shipped").asInt()).isZero();
            assertThat(webhook.path("waiting").asInt()).isPositive();
            JsonNode otlp = receiver(gateway, "otlp");
            assertThat(otlp.path("shipped").asInt()).isPositive();
            assertThat(otlp.path("problem").isNull()).isTrue();
        } finally {
            receiver.stop(0);
        }
    }

    private static JsonNode receiver(WholeGateway gateway, String name) throws Exception {
        for (JsonNode item : gateway.admin("GET /audit/shipping").json().path("items")) {
            if (item.path("destination").asString().equals(name)) {
                return item;
            }
        }
        throw new AssertionError("there is no " + name);
    }
}
