package dev.weir.gateway.inference.cloud;

import java.util.List;

/** The configuration of the cloud providers can't be used. The message lists every problem, one a line. */
public final class InvalidCloudConfiguration extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidCloudConfiguration(List<String> problems) {
        super("the cloud providers under `weir.cloud` are not usable:\n- " + String.join("\n- ", problems));
    }
}
