package dev.weir.gateway.policy;

import dev.weir.gateway.audit.AuditTestContext;
import dev.weir.gateway.detection.DetectionModel;
import dev.weir.gateway.detection.DetectionProperties;
import dev.weir.gateway.settings.Directories;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The real policies on a real database, in a folder of the test's own. The file is looked at only when a test says so. */
public final class PolicyTestContext implements AutoCloseable {

    /** Nothing leaves. */
    public static final String CLOSED = policy("closed", "default: local_only\n");

    /** Everything leaves. */
    public static final String OPEN = policy("open", "default: {cloud: as_is}\n");

    private final ConfigurableApplicationContext context;

    private PolicyTestContext(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** What policies need of Spring beside the decision log. */
    @AutoConfigurationPackage
    @Import(PolicyConfiguration.class)
    public static class Wiring {

        @Bean
        Directories directories(@Value("${weir.data-dir}") Path data) {
            return new Directories(data, data);
        }

        @Bean
        DetectionModel detectionModel() {
            return DetectionModel.open(
                    new DetectionProperties(DetectionProperties.Model.RULES, 1, Duration.ofSeconds(30), 0));
        }
    }

    static class Clock {
        @Bean
        InstantSource clock() {
            return InstantSource.system();
        }
    }

    /** Starts with what is in {@code directory}; {@code settings} are {@code name=value}. */
    public static PolicyTestContext open(Path directory, String... settings) {
        List<String> arguments = new ArrayList<>();
        arguments.add("--weir.data-dir=" + directory);
        arguments.add("--weir.audit.append-timeout=10m");
        arguments.add("--weir.policy.poll-interval=1d");
        arguments.add("--weir.policy.settle-time=1d");
        arguments.add("--logging.level.root=off");
        for (String setting : settings) {
            arguments.add("--" + setting);
        }
        return new PolicyTestContext(
                new SpringApplicationBuilder(Wiring.class, Clock.class, AuditTestContext.Wiring.class)
                        .web(WebApplicationType.NONE)
                        .bannerMode(Banner.Mode.OFF)
                        .run(arguments.toArray(String[]::new)));
    }

    /** A policy of this name. */
    public static String policy(String name, String rest) {
        return "apiVersion: weir/v1\nkind: Policy\nmetadata: {name: " + name + "}\n" + rest;
    }

    /** Writes {@code policy.yaml}. */
    public static Path write(Path directory, String text) {
        try {
            return Files.writeString(directory.resolve("policy.yaml"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Policies policies() {
        return bean(Policies.class);
    }

    /** {@code name@number} of the policy in force. */
    public String inForce() {
        return policies().current().version().toString();
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }
}
