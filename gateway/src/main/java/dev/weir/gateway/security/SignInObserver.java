package dev.weir.gateway.security;

/** Is told of each sign-in before it takes effect. */
@FunctionalInterface
public interface SignInObserver {

    /**
     * Somebody signs in with a key. If this throws, they don't.
     *
     * @param keyId id of the key
     */
    void signedIn(String keyId);
}
