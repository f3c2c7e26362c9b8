package dev.weir.gateway.health;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /livez}: the process answers. {@code /readyz}: it can also do its work. Both are open to everyone. */
@RestController
class HealthController {

    private static final Logger LOG = LoggerFactory.getLogger(HealthController.class);

    private final List<ReadinessProbe> probes;

    HealthController(ObjectProvider<ReadinessProbe> probes) {
        this.probes = probes.orderedStream().toList();
    }

    record Problem(String name, String problem) {}

    record Health(
            String status,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Problem> problems) {}

    @GetMapping("/livez")
    ResponseEntity<Health> live() {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(new Health("up", List.of()));
    }

    @GetMapping("/readyz")
    ResponseEntity<Health> ready() {
        List<Problem> problems = probes.stream().flatMap(HealthController::look).toList();
        return ResponseEntity.status(problems.isEmpty() ? 200 : 503)
                .contentType(MediaType.APPLICATION_JSON)
                .body(new Health(problems.isEmpty() ? "ready" : "not_ready", problems));
    }

    private static Stream<Problem> look(ReadinessProbe probe) {
        try {
            return probe.problem().map(problem -> new Problem(probe.name(), problem)).stream();
        } catch (RuntimeException e) {
            LOG.warn(
                    "readiness probe {} failed with {}",
                    probe.name(),
                    e.getClass().getName());
            return Optional.of(new Problem(probe.name(), "could not be checked")).stream();
        }
    }
}
