package dev.weir.gateway.admin;

import org.springframework.http.HttpStatus;

/** A request to the admin API that can't be served. The text holds no value from the request. */
final class AdminProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final String code;

    private AdminProblem(HttpStatus status, String code, String detail) {
        super(detail);
        this.status = status;
        this.code = code;
    }

    static AdminProblem notFound(String what) {
        return new AdminProblem(HttpStatus.NOT_FOUND, "not_found", "There is no such " + what + ".");
    }

    static AdminProblem invalid(String parameter, String rule) {
        return new AdminProblem(
                HttpStatus.BAD_REQUEST, "invalid_request", "The query parameter `" + parameter + "` " + rule + ".");
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
