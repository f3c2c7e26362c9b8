package dev.weir.gateway.inference;

import java.util.ArrayList;
import java.util.List;

/** A client's presence for one of several calls made for it: gone with the client, or once the call isn't needed. Thread-safe. */
final class CallPresence implements ClientPresence {

    private final List<Runnable> actions = new ArrayList<>();
    private boolean over;

    CallPresence(ClientPresence client) {
        client.onGone(this::giveUp);
    }

    /** Ends the call, wherever it is. */
    void giveUp() {
        List<Runnable> due;
        synchronized (actions) {
            over = true;
            due = List.copyOf(actions);
            actions.clear();
        }
        due.forEach(Runnable::run);
    }

    @Override
    public boolean gone() {
        synchronized (actions) {
            return over;
        }
    }

    @Override
    public void onGone(Runnable action) {
        synchronized (actions) {
            if (!over) {
                actions.add(action);
                return;
            }
        }
        action.run();
    }
}
