/**
 * What a text field offers while one types: {@link org.flannelgraph.ui.offer.Offers} is the list
 * under the field, with the same keys for all.
 */
@NullMarked
package org.flannelgraph.ui.offer;

import org.jspecify.annotations.NullMarked;
