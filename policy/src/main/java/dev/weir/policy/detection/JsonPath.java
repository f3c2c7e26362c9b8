package dev.weir.policy.detection;

import org.jspecify.annotations.Nullable;

/** Where a walk through a JSON document is. Written out as a JSON Pointer (RFC 6901) only where something is found. */
record JsonPath(@Nullable JsonPath parent, String token) {

    static final JsonPath ROOT = new JsonPath(null, "");

    JsonPath to(String member) {
        return new JsonPath(this, member);
    }

    JsonPath to(int index) {
        return new JsonPath(this, Integer.toString(index));
    }

    String pointer() {
        var pointer = new StringBuilder();
        for (JsonPath at = this; at.parent != null; at = at.parent) {
            pointer.insert(0, at.token.replace("~", "~0").replace("/", "~1")).insert(0, '/');
        }
        return pointer.toString();
    }
}
