package dev.weir.gateway.admin;

import dev.weir.gateway.policy.Complaint;
import java.util.List;
import org.springframework.http.HttpStatus;

/** A request to the admin API that can't be served. The text holds no value from the request. */
final class AdminProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final String code;
    private final transient List<Complaint> complaints;

    private AdminProblem(HttpStatus status, String code, String detail) {
        this(status, code, detail, List.of());
    }

    private AdminProblem(HttpStatus status, String code, String detail, List<Complaint> complaints) {
        super(detail);
        this.status = status;
        this.code = code;
        this.complaints = List.copyOf(complaints);
    }

    static AdminProblem notFound(String what) {
        return new AdminProblem(HttpStatus.NOT_FOUND, "not_found", "There is no such " + what + ".");
    }

    static AdminProblem invalid(String parameter, String rule) {
        return new AdminProblem(
                HttpStatus.BAD_REQUEST, "invalid_request", "The query parameter `" + parameter + "` " + rule + ".");
    }

    /** A member of the body is not as it must be. */
    static AdminProblem invalidMember(String member, String rule) {
        return new AdminProblem(
                HttpStatus.BAD_REQUEST, "invalid_request", "The member `" + member + "` of the body " + rule + ".");
    }

    /** The key may not do this. */
    static AdminProblem forbidden(String code, String detail) {
        return new AdminProblem(HttpStatus.FORBIDDEN, code, detail);
    }

    /** The body could not be read to its end. */
    static AdminProblem invalidBody() {
        return new AdminProblem(HttpStatus.BAD_REQUEST, "invalid_request", "The body could not be read.");
    }

    /** What is asked for can't be done as things stand; {@code code} says which things. */
    static AdminProblem conflict(String code, String detail) {
        return new AdminProblem(HttpStatus.CONFLICT, code, detail);
    }

    /** A policy with errors: all of them, and what was in force still is. */
    static AdminProblem invalidPolicy(List<Complaint> complaints) {
        return new AdminProblem(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "policy_invalid",
                "The policy is not valid; `problems` lists what is wrong with it. What was in force before still is.",
                complaints);
    }

    /** What is wrong with a policy; empty where it is about something else. */
    List<Complaint> complaints() {
        return complaints;
    }

    HttpStatus status() {
        return status;
    }

    String code() {
        return code;
    }

    String detail() {
        return String.valueOf(getMessage());
    }
}
