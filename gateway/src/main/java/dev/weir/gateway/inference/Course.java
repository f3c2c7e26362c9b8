package dev.weir.gateway.inference;

import dev.weir.policy.outbound.Cleared;
import dev.weir.policy.pseudonym.PlaceholderVault;
import dev.weir.router.selection.RouteReason;

/** What will be done with a request: the routing decision with all that carrying it out takes. */
sealed interface Course extends Plan {

    RouteReason reason();

    /** As in the {@code x-weir-route} header. */
    String route();

    /** Id of the model that answers, {@code none} where nobody does. */
    String model();

    record Local(LocalBackend backend, RouteReason reason) implements Course {
        @Override
        public String route() {
            return "local";
        }

        @Override
        public String model() {
            return backend.target().id();
        }
    }

    /**
     * Off to the cloud.
     *
     * @param body what leaves, checked
     * @param vault what its pseudonyms stand for
     * @param pseudonyms number of replaced spans
     */
    record Cloud(CloudProvider provider, Cleared body, PlaceholderVault vault, int pseudonyms, RouteReason reason)
            implements Course {
        @Override
        public String route() {
            return "cloud";
        }

        @Override
        public String model() {
            return provider.target().id();
        }
    }

    record Refused(RouteReason reason) implements Course {
        @Override
        public String route() {
            return "blocked";
        }

        @Override
        public String model() {
            return "none";
        }
    }
}
