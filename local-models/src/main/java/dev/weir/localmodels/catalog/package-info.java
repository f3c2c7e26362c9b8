/**
 * The models Weir knows, and the store on disk that pulls, checks, lists and removes them. Nothing here reads a model's
 * content beyond its length and digest.
 */
@NullMarked
package dev.weir.localmodels.catalog;

import org.jspecify.annotations.NullMarked;
