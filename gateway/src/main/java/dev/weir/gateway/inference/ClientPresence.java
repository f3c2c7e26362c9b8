package dev.weir.gateway.inference;

/** Whether the client of one request still waits for its answer. Thread-safe. */
public interface ClientPresence {

    /** A client of which nothing is known; it counts as present. */
    ClientPresence UNKNOWN = new ClientPresence() {
        @Override
        public boolean gone() {
            return false;
        }

        @Override
        public void onGone(Runnable action) {
            // never happens
        }
    };

    boolean gone();

    /**
     * Has {@code action} run once when the client leaves, on another thread; at once, on this thread, if it has left
     * already. The action is short and doesn't throw.
     */
    void onGone(Runnable action);
}
