package dev.weir.gateway.inference;

import dev.weir.gateway.capture.Content;
import dev.weir.gateway.capture.ContentStore;
import dev.weir.gateway.capture.Part;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps content in memory, under plain names. */
final class ContentsOfTest implements ContentStore {

    final List<Content> kept = new CopyOnWriteArrayList<>();

    @Override
    public String subject(String id) {
        return "of " + id;
    }

    @Override
    public void keep(Content content) {
        kept.add(content);
    }

    /** What would be stored of the last content of this kind; empty where it can't be masked. */
    Optional<String> text(Part part) {
        return kept.stream()
                .filter(content -> content.part() == part)
                .reduce((_, last) -> last)
                .orElseThrow()
                .text()
                .get()
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }
}
