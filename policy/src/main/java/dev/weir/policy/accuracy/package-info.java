/**
 * Measures detection against labelled texts: precision, recall, F1, F2 and how much would leak. Knows the labels that
 * public corpora use; decides nothing about requests.
 */
@NullMarked
package dev.weir.policy.accuracy;

import org.jspecify.annotations.NullMarked;
