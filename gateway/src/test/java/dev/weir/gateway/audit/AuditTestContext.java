package dev.weir.gateway.audit;

import dev.weir.auditlog.journal.Disk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;

/** The real decision log on a database in a folder of the test's own. */
public final class AuditTestContext implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private AuditTestContext(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** What the log needs of Spring, and nothing else. */
    @AutoConfigurationPackage
    @ImportAutoConfiguration({
        HibernateJpaAutoConfiguration.class,
        DataJpaRepositoriesAutoConfiguration.class,
        FlywayAutoConfiguration.class,
        TransactionAutoConfiguration.class
    })
    @Import(AuditConfiguration.class)
    public static class Wiring {}

    /** Opens the log in {@code directory}; {@code settings} are {@code name=value}. */
    public static AuditTestContext open(Path directory, String... settings) {
        return open(directory, Disk.REAL, settings);
    }

    /** Opens the log on a disk of the test's own. */
    static AuditTestContext open(Path directory, Disk disk, String... settings) {
        List<String> arguments = new ArrayList<>();
        arguments.add("--weir.data-dir=" + directory);
        if (Stream.of(settings).noneMatch(setting -> setting.contains("append-timeout"))) {
            // A busy machine is slow, not wrong.
            arguments.add("--weir.audit.append-timeout=10m");
        }
        arguments.add("--logging.level.root=warn");
        for (String setting : settings) {
            arguments.add("--" + setting);
        }
        return new AuditTestContext(new SpringApplicationBuilder(Wiring.class)
                .web(WebApplicationType.NONE)
                .initializers(starting ->
                        ((GenericApplicationContext) starting).registerBean("journalDisk", Disk.class, () -> disk))
                .bannerMode(org.springframework.boot.Banner.Mode.OFF)
                .run(arguments.toArray(String[]::new)));
    }

    DecisionLog log() {
        return context.getBean(DecisionLog.class);
    }

    DecisionSearch search() {
        return context.getBean(DecisionSearch.class);
    }

    AuditHealth health() {
        return context.getBean(AuditHealth.class);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }
}
