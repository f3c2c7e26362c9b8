/** Tests of the token classifier with the real model, and a program that predicts files of records with it. */
@NullMarked
package dev.weir.localmodels.classify;

import org.jspecify.annotations.NullMarked;
