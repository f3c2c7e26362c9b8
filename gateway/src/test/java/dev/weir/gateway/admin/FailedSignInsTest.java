package dev.weir.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.WholeGateway;
import dev.weir.gateway.audit.AuditTestContext;
import dev.weir.gateway.audit.AuditTrail;
import dev.weir.gateway.audit.LogArchive;
import dev.weir.gateway.audit.LogFilter;
import dev.weir.gateway.security.RefusalObserver.Place;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is on record of those who were turned away, and how much at most. */
class FailedSignInsTest {

    private static final Duration NEVER = Duration.ofDays(1);

    @TempDir
    Path folder;

    private static List<JsonNode> bodies(List<String> entries) {
        return entries.stream()
                .map(JsonMapper.shared()::readTree)
                .filter(entry -> entry.path("kind").asString().equals("login"))
                .map(entry -> entry.path("body"))
                .toList();
    }

    @Test
    void manyFailures_haveAFewEntriesAndAreAllCounted() {
        try (AuditTestContext context = AuditTestContext.open(folder)) {
            try (FailedSignIns failed = FailedSignIns.start(context.bean(AuditTrail.class), NEVER)) {
                for (int attempt = 0; attempt < 5_000; attempt++) {
                    failed.refused(attempt % 2 == 0 ? Place.CONSOLE : Place.ADMIN_API, "");
                }
            }

            List<JsonNode> bodies = bodies(context.bean(LogArchive.class).page(LogFilter.ALL, Optional.empty(), 200));
            assertThat(bodies).hasSize(FailedSignIns.ALONE + 2);
            assertThat(bodies.stream()
                            .mapToLong(body -> body.path("count").asLong())
                            .sum())
                    .isEqualTo(5_000);
            assertThat(bodies)
                    .allSatisfy(
                            body -> assertThat(body.path("outcome").asString()).isEqualTo("failed"));
        }
    }

    @Test
    void wrongKeys_atConsoleAndAdminApi_areOnRecordWithoutTheKey() throws Exception {
        String wrong = "weir-notTheKeyOfAnybody00000000000000000000000000000";
        try (WholeGateway gateway = WholeGateway.start(folder)) {
            URI admin = gateway.address().resolve("/api/admin/v1/");
            try (HttpClient client = HttpClient.newHttpClient()) {
                HttpRequest api = HttpRequest.newBuilder(admin.resolve("overview"))
                        .header("Authorization", "Bearer " + wrong)
                        .build();
                HttpRequest console = HttpRequest.newBuilder(admin.resolve("session"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"key\":\"" + wrong + "\"}"))
                        .build();
                HttpRequest wire = HttpRequest.newBuilder(gateway.address().resolve("/v1/models"))
                        .header("Authorization", "Bearer " + wrong)
                        .build();
                for (HttpRequest request : List.of(api, console, wire)) {
                    assertThat(client.send(request, BodyHandlers.ofString()).statusCode())
                            .isEqualTo(401);
                }
            }
        }
        try (AuditTestContext context = AuditTestContext.open(folder)) {
            List<String> entries = context.bean(LogArchive.class).page(LogFilter.ALL, Optional.empty(), 200);
            assertThat(bodies(entries))
                    .extracting(body -> body.path("place").asString())
                    .containsExactlyInAnyOrder("admin_api", "console");
            assertThat(entries.toString()).doesNotContain("notTheKey");
        }
    }
}
