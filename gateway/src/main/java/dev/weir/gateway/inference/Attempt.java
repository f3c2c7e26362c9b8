package dev.weir.gateway.inference;

/** A call to the cloud that is decided, on record and paid for, and how its end is recorded. */
record Attempt(Voyage voyage, OutcomeRecorder outcome, Course.Cloud course) {

    String id() {
        return voyage.decisionId();
    }

    String provider() {
        return course.provider().facts().provider();
    }

    ChatReply call(ClientPresence client) {
        return course.provider().complete(course.body(), voyage.request().stream(), client);
    }

    /** The same where another provider failed on the request, too. */
    Attempt after(Attempt failed) {
        return new Attempt(voyage.past(failed.provider()), outcome, course);
    }
}
