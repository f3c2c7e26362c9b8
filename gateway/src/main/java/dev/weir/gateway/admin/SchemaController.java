package dev.weir.gateway.admin;

import dev.weir.policy.yaml.ReadyMadePolicies;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Serves the JSON Schema of policy files, for editors to complete them by. It is public: it says nothing of this gateway. */
@RestController
class SchemaController {

    @GetMapping(path = "/schemas/policy-v1.json", produces = "application/schema+json")
    ResponseEntity<byte[]> policy() {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(Duration.ofHours(1)).cachePublic())
                .body(ReadyMadePolicies.schema());
    }
}
