package dev.weir.localmodels.tokenizer;

import dev.weir.localmodels.tokenizer.ControlTokens.Piece;
import java.util.List;

/**
 * A conversation as its model's template writes it, in which the template's control tokens can still be told from text of
 * the conversation that merely looks like them.
 */
public final class RenderedPrompt {

    private final List<Piece> pieces;
    private final String text;

    private RenderedPrompt(List<Piece> pieces, String text) {
        this.pieces = pieces;
        this.text = text;
    }

    static RenderedPrompt of(String rendered, Mask mask, ControlTokens controlTokens) {
        List<Piece> pieces = controlTokens.split(rendered).stream()
                .<Piece>map(piece -> switch (piece) {
                    case Piece.Plain(String plain) -> new Piece.Plain(mask.reveal(plain));
                    case Piece.Control control -> control;
                })
                .toList();
        return new RenderedPrompt(pieces, mask.reveal(rendered));
    }

    List<Piece> pieces() {
        return pieces;
    }

    /** The prompt as text. Tokenising it anew would take what merely looks like a control token for one. */
    public String text() {
        return text;
    }
}
