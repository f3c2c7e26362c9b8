package dev.weir.gateway.http;

import java.net.InetAddress;

/** Whether a URL's host is this machine. Asks no name server. */
public final class Loopback {

    private Loopback() {}

    /** Whether it is {@code localhost} or a literal loopback address. */
    public static boolean is(String host) {
        if (host.equals("localhost")) {
            return true;
        }
        try {
            return InetAddress.ofLiteral(host).isLoopbackAddress();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
