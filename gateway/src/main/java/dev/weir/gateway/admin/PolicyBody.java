package dev.weir.gateway.admin;

import dev.weir.policy.yaml.PolicyLoader;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/** Reads a policy from a request's body: the file as it is, byte by byte, so that its hash is that of the file. */
final class PolicyBody {

    /** The media types of YAML (RFC 9512), and what {@code curl --data-binary} and editors send. */
    static final String YAML = "application/yaml";

    static final String PLAIN = "text/plain";

    private PolicyBody() {}

    /** The body, or one byte more than a policy may have, which its loader refuses. */
    static byte[] read(HttpServletRequest request) {
        try {
            return request.getInputStream().readNBytes(PolicyLoader.LARGEST + 1);
        } catch (IOException broken) {
            throw AdminProblem.invalidBody();
        }
    }
}
