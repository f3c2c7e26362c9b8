package dev.weir.gateway.error;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The {@code x-request-id} of a request: the client's own where it is a plain token, else a new one. */
public final class RequestId {

    /** The header, in requests and answers. */
    public static final String HEADER = "x-request-id";

    private static final String ATTRIBUTE = RequestId.class.getName();
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

    private RequestId() {}

    /** A new id: {@code req_} and 32 hexadecimal digits. */
    public static String fresh() {
        return "req_" + UUID.randomUUID().toString().replace("-", "");
    }

    /** The id of this request, chosen at the first call. */
    public static String of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof String known) {
            return known;
        }
        String id = Stream.of(HEADER, "X-Client-Request-Id")
                .flatMap(name -> Optional.ofNullable(request.getHeader(name)).stream())
                .filter(value -> PLAIN.matcher(value).matches())
                .findFirst()
                .orElseGet(RequestId::fresh);
        request.setAttribute(ATTRIBUTE, id);
        return id;
    }
}
