package dev.weir.gateway.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a server is started with.
 *
 * @param folders where its things are
 * @param address where it listens
 * @param config its configuration file, if it has one
 * @param debug whether it tells everything
 */
record ServerStart(Folders folders, ServerAddress address, Optional<ConfigFile> config, boolean debug) {

    /** The same as Spring Boot arguments. */
    List<String> springArguments() {
        List<String> arguments = new ArrayList<>();
        arguments.add("--server.address=" + address.host());
        arguments.add("--server.port=" + address.port());
        arguments.add("--weir.data-dir=" + folders.data());
        arguments.add("--weir.models-dir=" + folders.models());
        config.ifPresent(file -> arguments.add("--spring.config.additional-location=" + file.springLocation()));
        return arguments;
    }

    /** Log levels: what concerns the operator, unless everything is asked for. A configuration file wins over them. */
    Map<String, Object> springDefaults() {
        if (debug) {
            return Map.of();
        }
        return Map.of(
                "logging.level.root", "warn",
                "logging.level.dev.weir", "info",
                // a failed start is told once, by the command itself
                "logging.level.org.springframework.boot.SpringApplication", "off",
                "logging.level.org.springframework.boot.web.server.servlet.context", "error",
                "logging.level.org.springframework.boot.diagnostics.LoggingFailureAnalysisReporter", "off");
    }

    /** The same as arguments of {@code weir}, for another process. */
    List<String> weirArguments() {
        List<String> arguments = new ArrayList<>(List.of("up"));
        arguments.addAll(List.of("--host", address.host(), "--port", Integer.toString(address.port())));
        arguments.addAll(List.of("--data-dir", folders.data().toString()));
        config.ifPresent(
                file -> arguments.addAll(List.of("--config", file.path().toString())));
        if (debug) {
            arguments.add("--debug");
        }
        return arguments;
    }

    /** What people read when the server is ready. */
    String readyBlock(String base) {
        return "Weir is ready: base URL " + base + "/v1 \u00b7 console " + base + "/console \u00b7 key file "
                + folders.bootstrapKey() + " (print it with ./weir key)";
    }
}
