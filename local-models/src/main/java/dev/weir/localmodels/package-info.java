/**
 * Small language models on this machine's own processor: what a model is asked, and what it answers.
 *
 * <p>Plain Java on ONNX Runtime. Knows nothing of HTTP servers, policy or routing.
 */
@NullMarked
package dev.weir.localmodels;

import org.jspecify.annotations.NullMarked;
