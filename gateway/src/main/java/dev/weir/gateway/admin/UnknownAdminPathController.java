package dev.weir.gateway.admin;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers reads of admin paths that don't exist in the admin API's own error format. */
@RestController
class UnknownAdminPathController {

    @GetMapping("/api/admin/**")
    void unknown() {
        throw AdminProblem.notFound("admin resource");
    }
}
