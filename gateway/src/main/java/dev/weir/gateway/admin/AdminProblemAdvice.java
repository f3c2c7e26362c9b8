package dev.weir.gateway.admin;

import dev.weir.gateway.audit.AuditUnavailableException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Turns failures of the admin API into {@code application/problem+json} (RFC 9457) with a stable {@code code}. */
@RestControllerAdvice(basePackageClasses = AdminProblemAdvice.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class AdminProblemAdvice {

    private static final Logger LOG = LoggerFactory.getLogger(AdminProblemAdvice.class);

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(AdminProblem problem) {
        ProblemDetail body = body(problem.status(), problem.code(), problem.detail());
        if (!problem.complaints().isEmpty()) {
            body.setProperty(
                    "problems",
                    problem.complaints().stream().map(ProblemView::of).toList());
        }
        return answer(body);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> logUnavailable(AuditUnavailableException failure) {
        LOG.warn("The admin API could not use the decision log", failure);
        return answer(
                HttpStatus.SERVICE_UNAVAILABLE,
                "audit_unavailable",
                "The decision log can't be used now, and nothing was changed. Check the gateway's log, then try again.");
    }

    /** What Spring itself refuses, a method or media type that nothing here takes for instance, keeps its status. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> unexpected(Exception failure) {
        Optional<HttpStatusCode> refused = refusedAs(failure);
        if (refused.isPresent()) {
            return answer(body(
                    refused.get(),
                    "invalid_request",
                    "The admin API has no such request. Check its method, parameters and Content-Type."));
        }
        LOG.error("The admin API failed", failure);
        return answer(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "internal_error",
                "The gateway failed on this request. Its log says why.");
    }

    private static Optional<HttpStatusCode> refusedAs(Exception failure) {
        return switch (failure) {
            case ErrorResponse known
            when known.getStatusCode().is4xxClientError() -> Optional.of(known.getStatusCode());
            case TypeMismatchException _ -> Optional.of(HttpStatus.BAD_REQUEST);
            default -> Optional.empty();
        };
    }

    private static ResponseEntity<ProblemDetail> answer(HttpStatus status, String code, String detail) {
        return answer(body(status, code, detail));
    }

    private static ProblemDetail body(HttpStatusCode status, String code, String detail) {
        ProblemDetail body = ProblemDetail.forStatusAndDetail(status, detail);
        body.setProperty("code", code);
        return body;
    }

    private static ResponseEntity<ProblemDetail> answer(ProblemDetail body) {
        return ResponseEntity.status(body.getStatus())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(body);
    }
}
