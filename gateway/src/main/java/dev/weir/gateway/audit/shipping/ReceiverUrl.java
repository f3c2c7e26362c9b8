package dev.weir.gateway.audit.shipping;

import dev.weir.gateway.http.Loopback;
import java.net.URI;
import java.util.Locale;

/** Checks where entries are to be posted. Its text form leaves out path and query, which can hold a secret. */
record ReceiverUrl(URI url) {

    /**
     * An address that may be used.
     *
     * @param setting name of the setting, for the error
     * @param insecure whether plain http may go to another machine
     */
    static ReceiverUrl check(String setting, URI url, boolean insecure) throws InvalidShippingException {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (url.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
            throw new InvalidShippingException(
                    "`" + setting + "` isn't an http(s) address with a host.", "Give the whole address, with https.");
        }
        if (url.getRawUserInfo() != null || url.getRawFragment() != null) {
            throw new InvalidShippingException(
                    "`" + setting + "` holds a user, a password or a fragment.",
                    "Leave them out of the address: secrets have settings of their own.");
        }
        if (scheme.equals("http") && !insecure && !Loopback.is(url.getHost())) {
            throw new InvalidShippingException(
                    "`" + setting + "` is plain http to another machine, which shows the log to the network.",
                    "Use https, or set `insecure: true` beside it.");
        }
        return new ReceiverUrl(url);
    }

    @Override
    public String toString() {
        int port = url.getPort();
        return url.getScheme() + "://" + url.getHost() + (port < 0 ? "" : ":" + port);
    }
}
