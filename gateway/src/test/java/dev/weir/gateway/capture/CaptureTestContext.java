package dev.weir.gateway.capture;

import dev.weir.auditlog.journal.Disk;
import dev.weir.gateway.audit.AuditTestContext;
import dev.weir.gateway.audit.AuditTrail;
import dev.weir.gateway.audit.AuditUnavailableException;
import dev.weir.gateway.audit.LogArchive;
import dev.weir.gateway.audit.LogFilters;
import dev.weir.policy.Capture;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Captured content with the real decision log, in a folder of the test's own. */
final class CaptureTestContext implements AutoCloseable {

    static final String MASTER = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    static final String OTHER_MASTER = "ICECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    /** While this holds, nothing can be put on record beside decisions. */
    static final AtomicBoolean LOG_REFUSES = new AtomicBoolean();

    private final ConfigurableApplicationContext context;

    private CaptureTestContext(ConfigurableApplicationContext context) {
        this.context = context;
    }

    static class Wiring {
        @Bean
        MeterRegistry meters() {
            return new SimpleMeterRegistry();
        }

        @Bean
        @Primary
        AuditTrail trail(AuditTrail decisionLog) {
            return event -> {
                if (LOG_REFUSES.get()) {
                    throw new AuditUnavailableException("as the test says", new IllegalStateException());
                }
                return decisionLog.record(event);
            };
        }
    }

    /** @param master in Base64; empty for none */
    static CaptureTestContext open(Path directory, Optional<String> master, List<String> settings) {
        List<String> arguments = new ArrayList<>();
        arguments.add("--weir.data-dir=" + directory);
        arguments.add("--weir.audit.append-timeout=10m");
        arguments.add("--logging.level.root=off");
        master.ifPresent(key -> arguments.add("--" + MasterKey.VARIABLE + "=" + key));
        settings.forEach(setting -> arguments.add("--" + setting));
        return new CaptureTestContext(new SpringApplicationBuilder(
                        AuditTestContext.Wiring.class, CaptureConfiguration.class, Wiring.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .initializers(starting -> ((org.springframework.context.support.GenericApplicationContext) starting)
                        .registerBean("journalDisk", Disk.class, () -> Disk.REAL))
                .run(arguments.toArray(String[]::new)));
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    JdbcTemplate database() {
        return new JdbcTemplate(bean(com.zaxxer.hikari.HikariDataSource.class));
    }

    String subject(String id) {
        return bean(ContentStore.class).subject(id);
    }

    void keep(String decision, Part part, Capture mode, String person, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        bean(ContentStore.class)
                .keep(new Content(decision, part, mode, subject(person), bytes.length, () -> Optional.of(bytes)));
    }

    /** Everything that was asked for before is done. */
    void settle() {
        // What is lost is put on record by a task of its own.
        for (int i = 0; i < 2; i++) {
            bean(ContentThread.class).await(() -> true, Duration.ofMinutes(5));
        }
    }

    List<ContentReveal.Shown> reveal(String decision) {
        return bean(ContentReveal.class).reveal("key-dpo", decision, "incident 221");
    }

    ContentReveal.Standing standing(String decision) {
        return reveal(decision).getFirst().standing();
    }

    /** Entries of a kind, oldest first. */
    List<JsonNode> entries(String kind) {
        return bean(LogArchive.class).page(LogFilters.ofKind(kind), Optional.empty(), 200).reversed().stream()
                .map(JsonMapper.shared()::readTree)
                .toList();
    }

    double lost(String reason) {
        return bean(MeterRegistry.class)
                .counter("weir.capture.lost", "reason", reason)
                .count();
    }

    @Override
    public void close() {
        context.close();
    }
}
